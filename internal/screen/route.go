package screen

// Name names a screen.
type Name string

// The screens of the window.
const (
	NameToday      Name = "today"
	NameTasks      Name = "tasks"
	NamePlan       Name = "plan"
	NameAssets     Name = "assets"
	NameAdvisories Name = "advisories"
	NameFindings   Name = "findings"
	NameReports    Name = "reports"
	NameReadiness  Name = "readiness"
	NameImports    Name = "imports"
	NameSettings   Name = "settings"
	NameSearch     Name = "search"
	NameFetch      Name = "fetch"     // what is fetched from publishers, and from where
	NameRelations  Name = "relations" // what one thing touches; the id is its kind and key
	NameIntake     Name = "intake"    // the preview of a list or of inventories
	NameScan       Name = "scan"      // this computer or a folder is looked through
)

// Route is a place in the window: a screen and the thing chosen on it.
type Route struct {
	Screen Name
	ID     string // a task, asset, advisory key, finding, receipt, or what is searched for; may be empty
}

// historyLimit is how many places are remembered.
const historyLimit = 100

// History is where a person has been, for going back and forward.
type History struct {
	places []Route
	at     int
}

// Current is where the person is; the zero Route before the first Go.
func (h *History) Current() Route {
	if len(h.places) == 0 {
		return Route{}
	}
	return h.places[h.at]
}

// Go moves to a place and forgets what lay ahead. Going where one is does
// nothing; going from a screen's empty place to a thing on it fills the place in.
func (h *History) Go(to Route) {
	if len(h.places) > 0 {
		now := h.Current()
		if now == to {
			return
		}
		if now.Screen == to.Screen && now.ID == "" {
			h.places[h.at] = to
			return
		}
		h.places = h.places[:h.at+1]
	}
	h.places = append(h.places, to)
	if len(h.places) > historyLimit {
		h.places = h.places[1:]
	}
	h.at = len(h.places) - 1
}

// Back moves to the place before; false where there is none.
func (h *History) Back() (Route, bool) {
	if h.at == 0 {
		return h.Current(), false
	}
	h.at--
	return h.Current(), true
}

// Forward moves to the place that Back came from; false where there is none.
func (h *History) Forward() (Route, bool) {
	if h.at+1 >= len(h.places) {
		return h.Current(), false
	}
	h.at++
	return h.Current(), true
}

// CanBack reports whether there is a place before this one.
func (h *History) CanBack() bool { return h.at > 0 }

// CanForward reports whether Back was used.
func (h *History) CanForward() bool { return h.at+1 < len(h.places) }

// Replace changes what is chosen at the place where one is, without a new step.
func (h *History) Replace(to Route) {
	if len(h.places) > 0 {
		h.places[h.at] = to
	}
}
