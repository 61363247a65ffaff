package domain

import "time"

// DaySheet is all a printed day shows: what Today lists, where, and by whom.
type DaySheet struct {
	Made    time.Time              `json:"made"`
	Program string                 `json:"program"`
	Today   Today                  `json:"today"`
	Clocks  map[string]TriageSheet `json:"clocks"` // of the tasks with a forensic duty
	Assets  map[string][]string    `json:"assets"` // names of the open targets, by task
	TLP     TLP                    `json:"tlp"`
}

// MostSheetTasks is how many tasks of a list a [DaySheet] names the assets of and
// prints; the page counts the others.
const MostSheetTasks = 100
