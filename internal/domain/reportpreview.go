package domain

// ReportPreview is what a report would say to an audience, in words: its head and
// figures whole, its tables by their first rows.
type ReportPreview struct {
	Audience string         `json:"audience"`
	Operator string         `json:"operator"`
	TLP      TLP            `json:"tlp"`
	Header   []ReportPair   `json:"header"`
	Notices  []string       `json:"notices,omitzero"` // what nobody should pass over
	Figures  []ReportFigure `json:"figures"`
	Tables   []ReportTable  `json:"tables"`
}

// ReportPair is a name and what stands for it.
type ReportPair struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// ReportFigure is one figure of a report's first page.
type ReportFigure struct {
	Number  string `json:"number"`
	Name    string `json:"name"`
	Note    string `json:"note"`
	Alarm   bool   `json:"alarm,omitzero"`
	Unknown bool   `json:"unknown,omitzero"`
}

// ReportTable is the beginning of one table.
type ReportTable struct {
	Title   string     `json:"title"`
	Columns []string   `json:"columns"`
	Shares  []float64  `json:"-"` // of the width, for each column
	Right   []bool     `json:"-"` // columns of numbers
	Rows    [][]string `json:"rows,omitzero"`
	More    int        `json:"more,omitzero"` // rows that are not shown
	None    string     `json:"none,omitzero"` // said where there is no row
}
