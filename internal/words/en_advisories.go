package words

// enAdvisories are the words for finding and keeping advisories.
var enAdvisories = Catalogue{
	"advisory_sort_unknown": {"There is no column {value} to sort by.", "Use one of: {known}."},
	"flag_unknown":          {"There is no mark {value} to ask for.", "Use one of these behind is: - {known}."},
	"comment_empty":         {"The remark says nothing.", "Give its text."},
	"not_deleted":           {"{subject} is not among the deleted advisories.", "See fenceline advisory deleted."},
	"read_what":             {"Nothing was named to mark as read.", "Name advisories, or use --all for everything; not both."},
	"one_revision":          {"Only revision {revision} of {subject} is here, so there is nothing to compare.", "Import another revision."},
	"no_such_revision":      {"Revision {revision} of it is not here; kept are {known}.", "See fenceline advisory revisions."},
	"several_revisions":     {"Several kept documents call themselves revision {revision}.", "Name the one you mean by its digest: {digests}."},
	"not_comparable":        {"One of the two revisions cannot be compared.", "Look at each of them: fenceline advisory show."},

	"event_advisory.read":       {Say: "Advisory read: {subject}[, revision {after}]"},
	"event_advisory.unread":     {Say: "Advisory counted as unread again: {subject}"},
	"event_advisory.all_read":   {Say: "All advisories counted as read"},
	"event_advisory.comment":    {Say: "Remark on {subject}[: {after}]"},
	"event_advisory.not_for_us": {Say: "Not for us: {subject}[ ({reason})]"},
	"event_advisory.for_us":     {Say: "For us again: {subject}"},
	"event_advisory.delete":     {Say: "Advisory deleted: {subject}[, {before}][ ({reason})]"},
	"event_advisory.restore":    {Say: "Deleted advisory put back: {subject}[, {after}]"},

	"csaf_invalid":         {"It fails {n} of the tests every CSAF document must pass, the first is {test}[ at {place}].", "See all: fenceline csaf validate FILE. Let it in: fenceline quarantine release."},
	"csaf_invalid_warning": {Say: "fails {n} of the tests every CSAF document must pass, the first is {test}[ at {place}]"},
	"csaf_setting_unknown": {"{value} is no answer to what becomes of CSAF documents that fail tests.", "Use off, warn or quarantine."},

	"csaf_failing":       {Say: "{n} came in with failed mandatory tests; which: fenceline csaf failing."},
	"csaf_failing_none":  {Say: "No CSAF document that was checked fails a mandatory test."},
	"csaf_waiting":       {Say: "{n} were not checked yet: fenceline csaf check."},
	"csaf_failing_short": {Say: "{n} came in with failed mandatory tests."},
	"csaf_checking":      {Say: "{n} more are being checked."},
	"csaf_waiting_short": {Say: "{n} wait for the check."},
	"stage_csaf":         {Say: "Checking CSAF documents"},

	"credit_found":     {Say: "found by"},
	"credit_validated": {Say: "validated by"},

	"event_compact":   {Say: "File of the desk rewritten without its free room"},
	"stage_compact":   {Say: "Rewriting the file of the desk"},
	"compact_differs": {"The rewritten file does not hold what the desk holds, so it was thrown away.", "Check the disk, and the desk with: fenceline log verify."},

	"mark_read":       {Say: "read by {by} on {day}, revision {revision}"},
	"mark_unread":     {Say: "counted as unread by {by} on {day}"},
	"mark_not_for_us": {Say: "not for us, says {by} on {day}: {reason}"},
	"mark_comment":    {Say: "{by} on {day}: {text}"},

	"deed_advisory_deleted": {Say: "{who} deleted"}, "deed_identity_answered": {Say: "{who}: answer kept, matched again"},

	"change_added":   {Say: "added: {path}"},
	"change_removed": {Say: "removed: {path}"},
	"change_changed": {Say: "changed: {path}"},
}
