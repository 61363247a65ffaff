package words

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// Error puts an error into words: what happened, and what to do next. Both are
// "" for no error.
func Error(err error) (what, step string) {
	if err == nil {
		return "", ""
	}
	var e *domain.Error
	switch {
	case errors.As(err, &e):
	case errors.Is(err, context.Canceled):
		e = &domain.Error{Kind: domain.Cancelled}
	default:
		e = &domain.Error{Kind: domain.Internal, Err: err}
	}
	code := e.Code
	if !Has(English, code) {
		code = domain.Code("kind_" + string(e.Kind))
	}
	if !Has(English, code) {
		code = "kind_internal"
	}
	params := errorParams(e, code)
	what = filledSentence(template(code), quoteForeign(params))
	if e.Subject != "" && !strings.Contains(what, e.Subject) {
		what = e.Subject + ": " + what
	}
	if e.Place != "" && !strings.Contains(what, e.Place) {
		what += " " + say("place", "place", e.Place)
	}
	then := next(code)
	if then == "" {
		then = next(domain.Code("kind_" + string(e.Kind)))
	}
	return what, fill(then, quoteBlanks(params))
}

// errorParams are the error's parameters with what every sentence may name.
func errorParams(e *domain.Error, code domain.Code) domain.Params {
	p := with(e.Params)
	if code == e.Code {
		p = readableError(p)
	}
	set := func(name, value string) {
		if p[name] == "" {
			p[name] = value
		}
	}
	set("subject", e.Subject)
	set("place", e.Place)
	set("name", e.Subject)
	set("value", e.Subject)
	if e.Err != nil {
		set("cause", e.Err.Error())
	}
	if e.Code != "" && code != e.Code {
		set("cause", strings.ReplaceAll(string(e.Code), "_", " "))
	}
	return p
}

// readableError puts codes among the parameters into words.
func readableError(p domain.Params) domain.Params {
	if f := p["format"]; f != "" {
		p["format"] = Format(domain.Format(f))
	}
	for _, name := range []string{"state", "step"} {
		if s := p[name]; s != "" {
			p[name] = strings.ToLower(State(domain.State(s)))
		}
	}
	if limit := p["limit"]; limit != "" {
		p["size"] = size(limit)
		p["limit"] = grouped(limit)
	}
	return p
}

// size writes a count of bytes, given as text, in the largest whole unit.
func size(text string) string {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return text
	}
	units := []string{Text("bytes"), "KiB", "MiB", "GiB", "TiB"}
	u := 0
	for n >= 1024 && n%1024 == 0 && u < len(units)-1 {
		n, u = n/1024, u+1
	}
	return Number(int(n)) + " " + units[u]
}

// Warning puts into words what a reader noticed and lived with.
func Warning(w domain.Warning) string {
	p := readable(w.Params)
	for _, name := range []string{"have", "got"} {
		if Has(English, domain.Code("badge_"+p[name])) {
			p[name] = Badge(domain.Badge(p[name]))
		}
	}
	if n := p["count"]; n != "" {
		p["count"] = grouped(n)
	}
	text := filledSentence(template(w.Code), quoteForeign(p))
	if w.Place != "" && !strings.Contains(text, w.Place) {
		text += " " + say("place", "place", w.Place)
	}
	return text
}

// FieldError is what is wrong with something typed, beside its field: what
// happened, and what to do where that is no command.
func FieldError(err error) string {
	what, next := Error(err)
	if strings.Contains(next, "fenceline ") || strings.Contains(next, "--") || strings.Contains(next, "FENCELINE_") {
		return what
	}
	return strings.TrimSpace(what + " " + next)
}
