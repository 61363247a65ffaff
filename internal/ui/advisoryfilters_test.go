package ui

import "fenceline/internal/screen"

// filterAdvisories puts conditions over the list, and asks for one more.
func filterAdvisories(w *Window) {
	w.advisories.AddFilter("cvss", "7", "2026-11-24")
	w.advisories.AddFilter("publisher", "Clearinghouse of the health sector", "2026-11-24")
	w.advisories.AddFilter("kev", "yes", "2026-11-24")
	w.advisories.ChooseFilter(screen.FiltersDocument)
}
