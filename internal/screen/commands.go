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
		all = append(all, Command{DoGo(Route{Screen: p.Name}), words.Text("Go to"), p.Word, words.Text("open show screen")})
	}
	all = append(all, []Command{
		{DoGo(Route{Screen: NameFetch}), words.Text("Go to"), words.Text("Fetch advisories from publishers"), words.Text("download internet osv kev csaf nvd update")},
		{DoSetAside, words.Text("Go to"), words.Text("What was set aside"), words.Text("quarantine imports refused")},
		{DoImport, words.Text("Import"), words.Text("Import a file or archive…"), words.Text("open read sbom advisory vex zip inventory")},
		{DoFolder, words.Text("Import"), words.Text("Import a folder…"), words.Text("open read directory sbom advisories")},
		{DoAddAsset, words.Text("Assets"), words.Text("Add an asset"), words.Text("new device machine computer create")},
		{DoReport, words.Text("Export"), words.Text("Make the patch report as PDF…"), words.Text("export write print report html")},
		{DoTable, words.Text("Export"), words.Text("Make the patch report as a workbook…"), words.Text("export write report spreadsheet excel csv xlsx table")},
		{DoCalendar, words.Text("Export"), words.Text("Write the plan as a calendar…"), words.Text("export ics weeks maintenance")},
		{DoBackUp, words.Text("Backup"), words.Text("Back up this desk…"), words.Text("backup copy save")},
		{DoCheckCopy, words.Text("Backup"), words.Text("Check a backup…"), words.Text("verify copy restore")},
	}...)
	for _, s := range Sections() {
		all = append(all, Command{DoGo(Route{Screen: NameSettings, ID: string(s)}), words.Text("Settings"), words.SettingsSection(string(s)), words.Text("settings options preferences") + " " + string(s)})
	}
	all = append(all, []Command{
		{DoVerifyLog, words.Text("Settings"), words.Text("Check the log of this desk"), words.Text("verify audit chain")},
		{DoLight, words.Text("Appearance"), words.Text("Light"), words.Text("theme colour color bright appearance")},
		{DoDark, words.Text("Appearance"), words.Text("Dark"), words.Text("theme colour color night appearance")},
		{DoFollow, words.Text("Appearance"), words.Text("Follow the system"), words.Text("theme light dark automatic appearance")},
		{DoUndo, words.Text("Window"), words.Text("Take the last step back"), words.Text("undo revert")},
		{DoRefresh, words.Text("Window"), words.Text("Look at the desk again"), words.Text("refresh reload")},
		{DoKeys, words.Text("Window"), words.Text("Keyboard shortcuts"), words.Text("keys help hotkeys sheet")},
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
