package jsondoc

import (
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// maxWarnings is how many warnings an item lists; the rest are counted.
const maxWarnings = 50

// Missing says that a member the reader leans on is absent, null or empty.
func Missing(op, place string) error {
	return &domain.Error{Kind: domain.Invalid, Op: op, Place: place, Code: CodeMissing,
		Params: domain.Params{"member": lastToken(place)}}
}

// BadDate says that a date the reader leans on is none.
func BadDate(op, place, value string) error {
	return &domain.Error{Kind: domain.Invalid, Op: op, Place: place, Code: CodeDate,
		Params: domain.Params{"member": lastToken(place), "value": short(value)}}
}

// BadValue says that a member the reader leans on holds what it must not.
func BadValue(op, place, value string) error {
	return &domain.Error{Kind: domain.Invalid, Op: op, Place: place, Code: CodeValue,
		Params: domain.Params{"member": lastToken(place), "value": short(value)}}
}

func lastToken(place string) string { return place[strings.LastIndexByte(place, '/')+1:] }

// short keeps foreign text in a message from filling the screen.
func short(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// Time reads a date-time of RFC 3339 in UTC. One without a zone, and a plain
// date, are read as UTC with zoned false. ok is false for anything else.
func Time(s string) (t time.Time, zoned, ok bool) {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UTC(), true, true
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, false, true
		}
	}
	return time.Time{}, false, false
}

// Warnings collects what a reader lived with. The zero value is ready.
type Warnings struct {
	list []domain.Warning
	more int
}

// Add notes a warning at place; pairs are the names and values of its params.
func (w *Warnings) Add(code domain.Code, place string, pairs ...string) {
	if len(w.list) >= maxWarnings {
		w.more++
		return
	}
	var params domain.Params
	if len(pairs) > 0 {
		params = make(domain.Params, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			params[pairs[i]] = short(pairs[i+1])
		}
	}
	w.list = append(w.list, domain.Warning{Code: code, Place: place, Params: params})
}

// Append notes warnings made elsewhere.
func (w *Warnings) Append(list []domain.Warning) { w.list = append(w.list, list...) }

// List gives the warnings in the order they came, nil where there are none.
func (w *Warnings) List() []domain.Warning {
	if w.more == 0 {
		return w.list
	}
	more := domain.Warning{Code: WarnMore, Params: domain.Params{"count": strconv.Itoa(w.more)}}
	return append(w.list[:len(w.list):len(w.list)], more)
}

// Date reads a date the reader does not lean on: an unreadable one is warned
// about and left out, one without a zone is warned about and read as UTC.
func (w *Warnings) Date(place, value string) time.Time {
	if value == "" {
		return time.Time{}
	}
	t, zoned, ok := Time(value)
	switch {
	case !ok:
		w.Add(WarnDate, place, "value", value)
	case !zoned:
		w.Add(WarnZone, place, "value", value)
	}
	return t
}

// DateUTC is [Warnings.Date] for formats that say that a date-time without a zone
// is UTC.
func (w *Warnings) DateUTC(place, value string) time.Time {
	if value == "" {
		return time.Time{}
	}
	t, _, ok := Time(value)
	if !ok {
		w.Add(WarnDate, place, "value", value)
	}
	return t
}

// NeedDate reads a date the reader leans on.
func (w *Warnings) NeedDate(op, place, value string) (time.Time, error) {
	if value == "" {
		return time.Time{}, Missing(op, place)
	}
	t, zoned, ok := Time(value)
	if !ok {
		return time.Time{}, BadDate(op, place, value)
	}
	if !zoned {
		w.Add(WarnZone, place, "value", value)
	}
	return t, nil
}

// Pointer joins a JSON Pointer from an escaped prefix and further steps, each an
// int index or a member name.
func Pointer(prefix string, steps ...any) string {
	b := []byte(prefix)
	for _, step := range steps {
		b = append(b, '/')
		switch s := step.(type) {
		case int:
			b = strconv.AppendInt(b, int64(s), 10)
		case string:
			b = append(b, pointerEscapes.Replace(s)...)
		}
	}
	return string(b)
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")
