package screen

import (
	"slices"
	"strings"

	"fenceline/internal/words"
)

// commandSign, typed first into the search, asks for commands alone.
const commandSign = ">"

// Command is something a person can do from the search.
type Command struct {
	Do    Doing
	Under string // the kind of thing it does: "Go to", "Import"
	Title string
	also  string // other words people look for it by
}

// Keys is its shortcut as people write it; "" where it has none.
func (c *Command) Keys() string { return KeysOf(c.Do) }

// Commands are all that can be done from the search. able says of what is not always
// possible whether it is now; nil: all of it.
func Commands(able func(Doing) bool) []Command {
	var all []Command
	for _, p := range Places() {
		all = append(all, Command{DoGo(Route{Screen: p.Name}), "Go to", p.Word, "open show screen"})
	}
	all = append(all, []Command{
		{DoGo(Route{Screen: NameFetch}), "Go to", "Fetch advisories from publishers", "download internet osv kev csaf nvd update"},
		{DoSetAside, "Go to", "What was set aside", "quarantine imports refused"},
		{DoImport, "Import", "Import a file or archive…", "open read sbom advisory vex zip inventory"},
		{DoFolder, "Import", "Import a folder…", "open read directory sbom advisories"},
		{DoAddAsset, "Assets", "Add an asset", "new device machine computer create"},
		{DoReport, "Export", "Make the patch report as PDF…", "export write print report html"},
		{DoTable, "Export", "Make the patch report as a workbook…", "export write report spreadsheet excel csv xlsx table"},
		{DoCalendar, "Export", "Write the plan as a calendar…", "export ics weeks maintenance"},
		{DoBackUp, "Backup", "Back up this desk…", "backup copy save"},
		{DoCheckCopy, "Backup", "Check a backup…", "verify copy restore"},
	}...)
	for _, s := range Sections() {
		all = append(all, Command{DoGo(Route{Screen: NameSettings, ID: string(s)}), "Settings", words.SettingsSection(string(s)), "settings options preferences " + string(s)})
	}
	all = append(all, []Command{
		{DoVerifyLog, "Settings", "Check the log of this desk", "verify audit chain"},
		{DoLight, "Appearance", "Light", "theme colour color bright appearance"},
		{DoDark, "Appearance", "Dark", "theme colour color night appearance"},
		{DoFollow, "Appearance", "Follow the system", "theme light dark automatic appearance"},
		{DoUndo, "Window", "Take the last step back", "undo revert"},
		{DoRefresh, "Window", "Look at the desk again", "refresh reload"},
		{DoKeys, "Window", "Keyboard shortcuts", "keys help hotkeys sheet"},
	}...)
	return slices.DeleteFunc(all, func(c Command) bool { return able != nil && !able(c.Do) })
}

// matching are the commands that every word fits, those first that hold them all in
// their title; no words leave all of them.
func matching(all []Command, query string) []Command {
	asked := strings.Fields(strings.ToLower(query))
	var named, other []Command
	for _, c := range all {
		switch {
		case holds(asked, c.Title):
			named = append(named, c)
		case !slices.ContainsFunc(asked, func(w string) bool { return !c.fits(w) }):
			other = append(other, c)
		}
	}
	return append(named, other...)
}

// fits reports whether a word stands in the title, or begins one of the other words.
func (c *Command) fits(word string) bool {
	begins := func(w string) bool { return strings.HasPrefix(w, word) }
	return holds([]string{word}, c.Title) || slices.ContainsFunc(strings.Fields(strings.ToLower(c.Under+" "+c.also)), begins)
}

// CommandsOnly reports whether a query asks for commands alone.
func CommandsOnly(query string) bool {
	return strings.HasPrefix(strings.TrimSpace(query), commandSign)
}
