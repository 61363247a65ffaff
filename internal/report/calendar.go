package report

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// Calendar writes the plan as an iCalendar stream (RFC 5545): an event for each
// maintenance window with work in it, in UTC, and one without a time for the rest
// of each week. The same plan gives the same UIDs, so a calendar updates what it
// has.
func Calendar(w io.Writer, plan domain.Schedule, desk domain.Desk, made time.Time) error {
	zone, err := time.LoadLocation(desk.Zone)
	if err != nil {
		zone = time.UTC
	}
	out := &calendar{w: bufio.NewWriter(w), stamp: made.UTC().Format(icsInstant)}
	out.line("BEGIN", "VCALENDAR")
	out.line("VERSION", "2.0")
	out.line("PRODID", "-//Fenceline//Patch plan//EN")
	for _, week := range plan.Weeks {
		for i := range week.Slots {
			out.event(&week, &week.Slots[i], desk, zone)
		}
	}
	out.line("END", "VCALENDAR")
	if err := out.w.Flush(); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	return nil
}

const (
	icsInstant = "20060102T150405Z"
)

type calendar struct {
	w     *bufio.Writer
	stamp string
}

func (c *calendar) event(week *domain.PlanWeek, slot *domain.PlanSlot, desk domain.Desk, zone *time.Location) {
	var tasks, lines []string
	for _, item := range slot.Items {
		if !slices.Contains(tasks, item.Task) {
			tasks = append(tasks, item.Task)
		}
		lines = append(lines, words.Text("{task} on {assetname}: {fix}", "task", item.Task, "assetname", item.AssetName, "fix", item.Fix))
	}
	c.line("BEGIN", "VEVENT")
	id := sha256.Sum256([]byte(desk.Operator + "\x00" + string(week.Monday) + "\x00" + string(slot.Day) + "\x00" + slot.Group + "\x00" + slot.Window))
	c.line("UID", hex.EncodeToString(id[:16])+"@fenceline")
	c.line("DTSTAMP", c.stamp)
	summary := words.Text("Patching: {tasks}", "tasks", strings.Join(tasks, ", "))
	if window, err := domain.ParseWindow(slot.Window); err == nil && slot.Day != "" {
		from, to := window.Times(slot.Day, zone)
		c.line("DTSTART", from.UTC().Format(icsInstant))
		c.line("DTEND", to.UTC().Format(icsInstant))
		summary = words.Text("Window {orelse}: {tasks}", "orelse", orElse(slot.Group, slot.Items[0].AssetName), "tasks", strings.Join(tasks, ", "))
	} else {
		c.line("DTSTART;VALUE=DATE", strings.ReplaceAll(string(week.Monday), "-", ""))
		c.line("DTEND;VALUE=DATE", strings.ReplaceAll(string(week.Monday.Add(5)), "-", ""))
		c.line("TRANSP", "TRANSPARENT")
	}
	c.line("SUMMARY", escapeICS(summary))
	if len(slot.Outages) > 0 {
		lines = append(lines, words.Text("Restarts: {outages}", "outages", strings.Join(slot.Outages, ", ")))
	}
	c.line("DESCRIPTION", escapeICS(strings.Join(lines, "\n")))
	c.line("END", "VEVENT")
}

// line writes one content line, folded at 75 octets and never within a character
// (section 3.1).
func (c *calendar) line(name, value string) {
	text := name + ":" + value
	for limit := 75; len(text) > limit; limit = 74 {
		cut := limit
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		fmt.Fprintf(c.w, "%s\r\n ", text[:cut])
		text = text[cut:]
	}
	fmt.Fprintf(c.w, "%s\r\n", text)
}

// escapeICS is text as a TEXT value (section 3.3.11).
func escapeICS(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, text)
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(text)
}
