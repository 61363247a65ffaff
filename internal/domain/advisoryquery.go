package domain

// AdvisoryQuery asks for advisories.
type AdvisoryQuery struct {
	Text    string // words, field:word, is:flag, cvss>=7, all with a minus for "not"; "" for all
	Sort    string // a column; "" by how well it fits, then the newest
	Reverse bool
	Offset  int
	Limit   int // 0 for all
}

// AdvisoryPage is an answer to an [AdvisoryQuery].
type AdvisoryPage struct {
	Rows   []AdvisoryView `json:"advisories"`
	Total  int            `json:"total"`
	Hidden int            `json:"hidden,omitzero"` // not for us: left out unless asked for
	Brief  int            `json:"brief,omitzero"`  // found by id, title, publisher and names alone: their texts could not be read in now
}

// AdvisoryCounts are how many advisories there are; what is not for us is counted there
// alone.
type AdvisoryCounts struct {
	Counted        bool `json:"counted"` // false: they were not, because too much waits to be read in
	All            int  `json:"all"`
	Touching       int  `json:"touching"` // affected, or cannot tell, on some asset
	Unread         int  `json:"unread"`
	UnreadTouching int  `json:"unread_touching"`
	NotForUs       int  `json:"not_for_us"`
}
