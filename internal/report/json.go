package report

import (
	"encoding/json"
	"fmt"
	"io"

	"fenceline/internal/domain"
)

// jsonData is the data with the period, which the plain value does not write.
type jsonData struct {
	domain.ReportData
	From domain.Day `json:"from,omitzero"`
	To   domain.Day `json:"to,omitzero"`
}

// JSON writes the data of a report as one indented JSON object, in UTF-8 with a
// newline at the end. Times are RFC 3339, days ISO 8601. Call [Filter] first.
func JSON(w io.Writer, d domain.ReportData) error {
	if d.Lines == nil {
		d.Lines = []domain.ReportLine{}
	}
	text, err := json.MarshalIndent(jsonData{ReportData: d, From: d.From, To: d.To}, "", "  ")
	if err != nil {
		return fmt.Errorf("write report as json: %w", err)
	}
	if _, err := w.Write(append(text, '\n')); err != nil {
		return fmt.Errorf("write report as json: %w", err)
	}
	return nil
}
