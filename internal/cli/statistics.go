package cli

import (
	"fmt"
	"io"
	"strconv"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type statisticsCmd struct{}

func (c *statisticsCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		s, err := d.Statistics(r.ctx)
		if err != nil {
			return err
		}
		if err := r.answer(s, func(w io.Writer) error { return statisticsText(w, &s) }); err != nil {
			return err
		}
		return r.pendingNote(d)
	})
}

// statisticsText is what NIST SP 800-40 revision 4 (section 3.6) asks of patching,
// then week by week what came in and what was closed.
func statisticsText(w io.Writer, s *domain.Statistics) error {
	var rows [][]string
	for i := range s.Cells {
		c := &s.Cells[i]
		onTime, median, mean := "", "", ""
		if c.Closed > 0 {
			onTime = words.Share(c.OnTime, c.Closed)
		}
		if c.Days != nil {
			median, mean = words.Decimal(c.Days.Median), words.Decimal(c.Days.Mean)
		}
		rows = append(rows, []string{words.TierShort(c.Tier), words.Importance(c.Importance), strconv.Itoa(c.Open), strconv.Itoa(c.Closed), onTime, median, mean})
	}
	if err := table(w, []string{"TIER", "IMPORTANCE", "OPEN", "VERIFIED", "ON TIME", "MEDIAN DAYS", "MEAN DAYS"}, rows); err != nil {
		return err
	}
	fmt.Fprintln(w)
	rows = nil
	for _, week := range s.Weeks {
		rows = append(rows, []string{week.Week, strconv.Itoa(week.In), strconv.Itoa(week.Closed), strconv.Itoa(week.Backlog)})
	}
	if err := table(w, []string{"WEEK", "IN", "CLOSED", "OPEN AT ITS END"}, rows); err != nil {
		return err
	}
	fmt.Fprintln(w)
	for _, line := range words.StatisticsNotes(s) {
		fmt.Fprintln(w, line)
	}
	return nil
}
