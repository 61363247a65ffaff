package screen

import (
	"strings"

	"fenceline/internal/words"
)

// Doing names something a person can do in the window, by a key or by a command of
// the search.
type Doing string

// What can be done anywhere in the window.
const (
	DoSearch    Doing = "search"
	DoKeys      Doing = "keys" // the sheet of shortcuts
	DoBack      Doing = "back"
	DoForward   Doing = "forward"
	DoRefresh   Doing = "refresh"
	DoLeave     Doing = "leave" // leaves a field, or gives up what was begun
	DoUndo      Doing = "undo"
	DoImport    Doing = "import"
	DoFolder    Doing = "import-folder"
	DoAddAsset  Doing = "add-asset"
	DoSetAside  Doing = "quarantine"
	DoReport    Doing = "report-pdf"
	DoTable     Doing = "report-xlsx"
	DoCalendar  Doing = "calendar"
	DoBackUp    Doing = "backup"
	DoCheckCopy Doing = "backup-check"
	DoVerifyLog Doing = "verify-log"
	DoLight     Doing = "light"
	DoDark      Doing = "dark"
	DoFollow    Doing = "follow-system"
)

// What keys do inside a part: in a list, on the weeks of the plan, on a button, in a
// menu, in the search, on the sheet of shortcuts.
const (
	DoNext     Doing = "next"
	DoPrior    Doing = "prior"
	DoRight    Doing = "right"
	DoLeft     Doing = "left"
	DoPageOn   Doing = "page-on"
	DoPageUp   Doing = "page-up"
	DoFirst    Doing = "first"
	DoLast     Doing = "last"
	DoOpen     Doing = "open"
	DoMark     Doing = "mark"
	DoMarkAll  Doing = "mark-all"
	DoMenu     Doing = "menu"
	DoCopy     Doing = "copy"
	DoFree     Doing = "free"
	DoLater    Doing = "later"
	DoEarlier  Doing = "earlier"
	DoPress    Doing = "press"
	DoClose    Doing = "close"
	DoWider    Doing = "wider"
	DoNarrower Doing = "narrower"
)

const goes = "go "

// DoGo is going to a place.
func DoGo(to Route) Doing {
	return Doing(strings.TrimSpace(goes + string(to.Screen) + " " + to.ID))
}

// Goes gives the place that d goes to; false where d is something else.
func (d Doing) Goes() (Route, bool) {
	rest, ok := strings.CutPrefix(string(d), goes)
	name, id, _ := strings.Cut(rest, " ")
	return Route{Screen: Name(name), ID: id}, ok
}

// Where says in which part of the window a key works.
type Where string

// The parts that have keys, in the order of the sheet.
const (
	InWindow Where = "Everywhere"
	InList   Where = "In a list"
	InHeader Where = "On the head of a list"
	InPlan   Where = "On the weeks of the plan"
	InGraph  Where = "On what hangs together"
	InChart  Where = "On a chart or a line of versions"
	InSearch Where = "In the search"
	InButton Where = "On a button, a tab or an entry of the rail"
	InMenu   Where = "In a menu"
	InSheet  Where = "On this sheet"
)

// Word is the part as the sheet heads it.
func (w Where) Word() string { return words.Text(string(w)) }

// The words of the parts, for the catalogues.
var _ = []string{words.Term("Everywhere"), words.Term("In a list"), words.Term("On the head of a list"), words.Term("On the weeks of the plan"), words.Term("On what hangs together"), words.Term("On a chart or a line of versions"), words.Term("In the search"),
	words.Term("On a button, a tab or an entry of the rail"), words.Term("In a menu"), words.Term("On this sheet")}

// Chord is a key as it is engraved ("K", "Page Down", "F1"), and what is held with it.
type Chord struct {
	Key       string
	Ctrl, Alt bool
}

// String is the chord as people write it: "Ctrl+K".
func (c Chord) String() string {
	s := c.Key
	if c.Alt {
		s = "Alt+" + s
	}
	if c.Ctrl {
		s = "Ctrl+" + s
	}
	return s
}

// Binding says which keys do what, and where. The window asks this table what a key
// does, and the sheet of shortcuts shows it.
type Binding struct {
	Where  Where
	Do     Doing
	Chords []Chord
	Does   string // what it does, for a person
}

func plain(keys ...string) []Chord { return chords(Chord{}, keys) }
func ctrl(keys ...string) []Chord  { return chords(Chord{Ctrl: true}, keys) }
func alt(keys ...string) []Chord   { return chords(Chord{Alt: true}, keys) }

func chords(held Chord, keys []string) []Chord {
	out := make([]Chord, len(keys))
	for i, key := range keys {
		out[i] = held
		out[i].Key = key
	}
	return out
}

// Places are the screens of the rail in its order, with their words.
func Places() []Place {
	return []Place{
		{NameToday, words.Text("Today")}, {NameTasks, words.Text("Tasks")}, {NamePlan, words.Text("Plan")}, {NameAssets, words.Text("Assets")}, {NameAdvisories, words.Text("Advisories")},
		{NameFindings, words.Text("Findings")}, {NameReports, words.Text("Reports")}, {NameReadiness, words.Text("Readiness")}, {NameImports, words.Text("Imports")}, {NameSettings, words.Text("Settings")},
	}
}

// Place is a screen of the rail.
type Place struct {
	Name Name
	Word string
}

// Bindings are all keys of the window, in the order of the sheet.
func Bindings() []Binding {
	all := windowKeys()
	all = append(all, listKeys()...)
	all = append(all, planKeys()...)
	return append(all, smallKeys()...)
}

func windowKeys() []Binding {
	all := []Binding{
		{InWindow, DoSearch, ctrl("K"), words.Text("Search; “>” shows commands alone")},
		{InWindow, DoKeys, append(plain("F1"), ctrl("/")...), words.Text("This sheet")},
		{InWindow, DoImport, ctrl("O"), words.Text("Import a file or archive")},
		{InWindow, DoUndo, ctrl("Z"), words.Text("Take the last step back; in a field, the last typing")},
		{InWindow, DoBack, alt("Left"), words.Text("Back to where you were")},
		{InWindow, DoForward, alt("Right"), words.Text("Forward again")},
		{InWindow, DoRefresh, plain("F5"), words.Text("Look at the desk again")},
		{InWindow, DoLeave, plain("Esc"), words.Text("Leave a field, give up what was begun")},
	}
	for i, p := range Places() {
		all = append(all, Binding{InWindow, DoGo(Route{Screen: p.Name}), ctrl(string(rune('0' + (i+1)%10))), p.Word})
	}
	return all
}

func listKeys() []Binding {
	return []Binding{
		{InList, DoNext, plain("Down"), words.Text("Next row; with Shift, mark it too")},
		{InList, DoPrior, plain("Up"), words.Text("Row before; with Shift, mark it too")},
		{InList, DoPageOn, plain("Page Down"), words.Text("A page on")},
		{InList, DoPageUp, plain("Page Up"), words.Text("A page back")},
		{InList, DoFirst, plain("Home"), words.Text("First row")},
		{InList, DoLast, plain("End"), words.Text("Last row")},
		{InList, DoOpen, plain("Enter"), words.Text("Open the row")},
		{InList, DoMark, plain("Space"), words.Text("Mark the row, where rows can be marked")},
		{InList, DoMarkAll, ctrl("A"), words.Text("Mark all rows, where rows can be marked")},
		{InList, DoMenu, plain("Menu"), words.Text("Menu of the row")},
		{InList, DoCopy, ctrl("C"), words.Text("Copy the row as text, or the marked ones")},
		{InHeader, DoRight, plain("Right"), words.Text("Next column")},
		{InHeader, DoLeft, plain("Left"), words.Text("Column before")},
		{InHeader, DoPress, plain("Enter", "Space"), words.Text("Sort by it")},
		{InHeader, DoWider, plain("+", "="), words.Text("Make it wider")},
		{InHeader, DoNarrower, plain("-"), words.Text("Make it narrower")},
		{InHeader, DoMenu, plain("Menu", "Down"), words.Text("Choose the columns")},
	}
}

func planKeys() []Binding {
	return []Binding{
		{InPlan, DoNext, plain("Down"), words.Text("Next card")},
		{InPlan, DoPrior, plain("Up"), words.Text("Card before")},
		{InPlan, DoRight, plain("Right"), words.Text("To the next week")},
		{InPlan, DoLeft, plain("Left"), words.Text("To the week before")},
		{InPlan, DoLater, ctrl("Right"), words.Text("Move the card one week later")},
		{InPlan, DoEarlier, ctrl("Left"), words.Text("Move the card one week earlier")},
		{InPlan, DoPageOn, plain("Page Down"), words.Text("Show later weeks")},
		{InPlan, DoPageUp, plain("Page Up"), words.Text("Show earlier weeks")},
		{InPlan, DoOpen, plain("Enter"), words.Text("Open the task")},
		{InPlan, DoMenu, plain("Space", "Menu"), words.Text("Menu of the card")},
		{InPlan, DoFree, plain("Delete", "Backspace"), words.Text("Let the planner choose the week")},
	}
}

func smallKeys() []Binding {
	return []Binding{
		{InGraph, DoNext, plain("Down"), words.Text("Next in the column")},
		{InGraph, DoPrior, plain("Up"), words.Text("The one before")},
		{InGraph, DoRight, plain("Right"), words.Text("To the column on the right")},
		{InGraph, DoLeft, plain("Left"), words.Text("To the column on the left")},
		{InGraph, DoOpen, plain("Enter"), words.Text("Open it on its screen")},
		{InGraph, DoPress, plain("Space"), words.Text("Show what it touches itself")},
		{InChart, DoRight, plain("Right", "Down"), words.Text("Next value")},
		{InChart, DoLeft, plain("Left", "Up"), words.Text("Value before")},
		{InChart, DoFirst, plain("Home"), words.Text("First value")},
		{InChart, DoLast, plain("End"), words.Text("Last value")},
		{InChart, DoOpen, plain("Enter"), words.Text("Its values as text")},
		{InChart, DoMenu, plain("Menu"), words.Text("Its menu")},
		{InChart, DoCopy, ctrl("C"), words.Text("Copy its values")},
		{InSearch, DoOpen, plain("Enter"), words.Text("Look for it, or run the command chosen")},
		{InSearch, DoNext, plain("Down"), words.Text("To what was found")},
		{InButton, DoPress, plain("Enter", "Space"), words.Text("Press it")},
		{InMenu, DoNext, plain("Down"), words.Text("Next line")},
		{InMenu, DoPrior, plain("Up"), words.Text("Line before")},
		{InMenu, DoClose, plain("Esc"), words.Text("Close the menu")},
		{InSheet, DoNext, plain("Down"), words.Text("A little further")},
		{InSheet, DoPrior, plain("Up"), words.Text("A little back")},
		{InSheet, DoPageOn, plain("Page Down"), words.Text("A page on")},
		{InSheet, DoPageUp, plain("Page Up"), words.Text("A page back")},
		{InSheet, DoFirst, plain("Home"), words.Text("To its top")},
		{InSheet, DoLast, plain("End"), words.Text("To its end")},
		{InSheet, DoClose, append(plain("Esc", "F1"), ctrl("/")...), words.Text("Close it")},
	}
}

// bound finds what a chord does at a place; Bindings holds each chord once for each
// place.
var bound = func() map[Where]map[Chord]Doing {
	all := map[Where]map[Chord]Doing{}
	for _, b := range Bindings() {
		if all[b.Where] == nil {
			all[b.Where] = map[Chord]Doing{}
		}
		for _, c := range b.Chords {
			all[b.Where][c] = b.Do
		}
	}
	return all
}()

// Bound says what a chord does at a place; "" where it does nothing there.
func Bound(where Where, c Chord) Doing { return bound[where][c] }

// KeysOf is how the keys for d are written where the window itself listens:
// "F1, Ctrl+/"; "" where there is none.
func KeysOf(d Doing) string {
	for _, b := range windowKeys() {
		if b.Do == d {
			return b.Keys()
		}
	}
	return ""
}

// Keys is how the chords of a binding are written.
func (b *Binding) Keys() string {
	words := make([]string, len(b.Chords))
	for i, c := range b.Chords {
		words[i] = c.String()
	}
	return strings.Join(words, ", ")
}
