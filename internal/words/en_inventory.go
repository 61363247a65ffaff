package words

const nextInventory = "Make the list again with its tool, or see which lists are read in docs/inventories.md."

// enInventory are the errors and notes of reading what runs on machines.
var enInventory = Catalogue{
	"sort_winget": {Say: "a winget export"}, "sort_programs": {Say: "a list of programs"}, "sort_registry": {Say: "a registry dump"},
	"sort_hotfixes": {Say: "a list of Windows updates"}, "sort_packages": {Say: "a list of packages"}, "sort_osquery": {Say: "a result of osquery"},
	"sort_glpi": {Say: "a GLPI inventory"}, "sort_nmap": {Say: "an Nmap scan"}, "sort_collected": {Say: "a collected inventory"},

	"inventory_needs_asset": {"This is {format}: it says what runs on a machine.", "Bring it in with fenceline inventory import FILE."},
	"inventory_unknown":     {"This is no inventory that this program knows.", nextInventory},
	"inventory_foreign":     {"This is {format}, which is not read.", "Make the list in another form: GLPI as JSON, PowerShell with ConvertTo-Json or Export-Csv, SBOMs with fenceline sbom import."},
	"inventory_shape":       {"This should be {format}, and is not built like one.", nextInventory},
	"inventory_line":        {"Line {line} is not as it is in {format}.", nextInventory},
	"collected_version":     {"The file was collected by a newer program (form {version}).", "Bring this desk's program up to date."},
	"collected_damaged":     {"The file is not as it was written: its hash does not fit.", "Collect again, or copy the file again from where it was written."},
	"collect_folder":        {"The collected file could not be written to {subject}[: {cause}].", "Name a folder that can be written to: fenceline collect --out DIR."},
	"rpmdb_damaged":         {"The database of rpm is damaged at {place}.", "Write the packages with: rpm -qa > NAME.txt"},
	"collect_unread":        {"This is no machine that can be collected: {subject} holds no operating system.", "Run it on the machine itself, or name the root of its file system."},
	"collect_script":        {"There is no collector called {subject}.", "Say shell for Linux, powershell for Windows."},
	"scan_folder":           {"The folder {subject} cannot be looked through[: {cause}].", "Name a folder that is there and that this account may read."},
	"scan_no_folder":        {"It is not said which folder.", "Choose one, or type where it is."},
	"scan_pattern":          {"\"{pattern}\" is no pattern of paths.", "A star stands for any name and two for any folders: --exclude \"**/*.iso\"."},
	"scan_files":            {"{subject} holds more than {limit} files.", "Name a smaller folder, leave parts out with --exclude, or raise --max-files."},
	"scan_failed":           {"{subject} could not be looked through[: {cause}].", "Leave out the part that fails with --exclude."},
	"scan_asset":            {"It is not said whose software lies in {subject}.", "Name the asset: fenceline scan DIR --asset NAME."},
	"stage_scan_list":       {Say: "Finding files"}, "stage_scan_read": {Say: "Reading files"},
	"several_machines":   {"{subject} speaks of {count} machines, so it cannot be the inventory of one asset.", "Import it without --asset: machines are found by their names."},
	"machine_unknown":    {"There is no asset for the machine {machine}.", "Say which asset it is, or let machines become assets; on the command line with --asset and --create."},
	"machine_unnamed":    {"The file does not say which machine it is of, and there is no asset called {machine}.", "Say which asset it is, on the command line with --asset, or name the file after it."},
	"no_such_asset_rule": {"No answer is remembered under {id}, or several are.", "See them: fenceline inventory rules."},
	"inventory_twice":    {"The inventory \"{slot}\" of {name} came from {first} already.", "Import the newer file alone, or give them different names with --slot."},

	"restart_pending":        {Say: "The machine waits for a restart: {why}[; running is {running}]. What is installed does not run yet."},
	"collector_note":         {Say: "The collector could not read everything: {note}."},
	"distribution_unknown":   {Say: "It is not said which distribution {count} packages are of, so only their names are known. Say it: --os debian:12."},
	"windows_build":          {Say: "The build {build} is no release of Windows known here."},
	"windows_revision":       {Say: "The update revision of Windows is not stated, so it cannot be told which updates are in."},
	"inventory_lines_unread": {Say: "{count} lines are no entry of the list."},
	"programs_unruled":       {Say: "{count} of {all} programs have the names of their makers' lists; no rule says what advisories call them."},
}
