package words

const (
	nextBackup = "Nothing was changed. Close Fenceline, copy the data folder, and put the newest backup back: fenceline restore FILE."
	nextDisk   = "Check that the disk is there, has room and may be written to, then try again. What was saved before is still there."
)

// enStore are the errors of the stored data, and those that only a kind is
// known of.
var enStore = Catalogue{
	"no_desk":                {"There is no desk in this folder yet.", "Set one up: fenceline desk set --operator NAME."},
	"no_such_original":       {"The stored document {name} is not here.", "Import it again from its source."},
	"no_such_arrival":        {"There is no arrival {name}.", "See the last imports: fenceline receipt."},
	"no_such_source":         {"There is no source {name}.", "See the sources: fenceline status."},
	"no_such_target":         {"The asset {asset} is no target of task {task}.", "See which assets it is for: fenceline task show {task}."},
	"no_such_receipt":        {"There is no receipt {name}.", "See the last imports: fenceline receipt."},
	"corrupt_record":         {"A stored record is not what was written ({key}).", nextBackup},
	"corrupt_original":       {"A stored document is not what was imported ({digest}).", "Import the same document again; if it happens to others too, put the newest backup back: fenceline restore FILE."},
	"original_lost":          {"The stored document behind {subject} is missing or damaged.", "Import it again from its source, then run fenceline reindex."},
	"log_broken":             {"The event log is broken at entry {seq}: it was changed or damaged.", nextBackup},
	"log_truncated":          {"The event log has {have} entries where {want} were written.", nextBackup},
	"not_as_logged":          {"{key} is not what the event log says: it was changed without an entry.", nextBackup},
	"newer_store":            {"The data was written by a newer version of Fenceline[ ({program})].", "Use that version or a newer one. Nothing was changed."},
	"not_a_store":            {"This file is no data of Fenceline.", "Check the folder: fenceline --data FOLDER."},
	"not_a_backup":           {"{file} is no backup of Fenceline.", "Choose a file that fenceline backup has written. Nothing was changed."},
	"backup_damaged":         {"The backup {file} is damaged or was altered: it is not what was written.", "Do not use it. Take another backup, or fetch this one again from where it was copied. Nothing was changed."},
	"migration_needs_backup": {"The data has to be brought from form {have} to form {want}, and that is not done without a backup.", "Make a backup first: fenceline backup FILE."},
	"record_too_large":       {"This is too large to keep: {what} has {have} bytes, and {limit} are allowed.", "Leave it out or shorten it."},
	"store_busy":             {"The data is open in another program.", "Close the other Fenceline, or wait until it is done."},
	"store_read_only":        {"The data is open for reading only.", "Close the other Fenceline that has it open, then try again."},
	"store_corrupt":          {"The data file is damaged[: {path}].", nextBackup},
	"store_failed":           {"The disk or the data file failed[: {cause}].", nextDisk},
	"store_closed":           {"The desk was closed while this was under way.", "Open it again and repeat the step."},

	"kind_invalid":     {"The input breaks a rule[: {cause}].", "Correct it and try again."},
	"kind_unsupported": {"This is of a sort that is not read[: {cause}].", "Bring it in another form, or leave it out."},
	"kind_untrusted":   {"This was refused for its origin or size[: {cause}].", "Ask the sender before you use it."},
	"kind_not_found":   {"This is not in the desk[: {cause}].", "Check the name and try again."},
	"kind_conflict":    {"This changed meanwhile, or the step is not allowed now[: {cause}].", "Look at it again and repeat the step."},
	"kind_busy":        {"Somebody else has the desk open[: {cause}].", "Ask them to close it, or wait and try again."},
	"kind_storage":     {"The disk or the data file failed[: {cause}].", nextDisk},
	"kind_corrupt":     {"Stored data is not what was written[: {cause}].", nextBackup},
	"kind_cancelled":   {"This was stopped. What was saved before is kept.", "Start it again when you are ready."},
	"kind_internal":    {"Something went wrong inside the program[: {cause}].", "Try again. If it stays so, report it with this text; nothing of yours was changed by the failed step."},
	"place":            {Say: "Place: {place}."},
}
