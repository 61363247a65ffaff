package words

import (
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// Template is a sentence with named parameters, "{version}", and the next step
// where there is one. A part in square brackets is left out when one of its
// parameters is empty: "Update {name}[ to {version}]".
type Template struct {
	Say  string
	Next string
}

// Catalogue holds the templates of one language by code.
type Catalogue map[domain.Code]Template

// Has reports whether the language has a sentence for the code.
func Has(language Language, code domain.Code) bool {
	t, ok := tongues[language]
	if ok {
		_, ok = t.codes[code]
	}
	return ok
}

// entry is what the language in use, or else English, has for a code.
func entry(code domain.Code) (Template, bool) {
	if t, ok := speaking.Load().codes[code]; ok {
		return t, true
	}
	t, ok := tongues[English].codes[code]
	return t, ok
}

// template gives the template of a code; the code itself in plain words where the
// catalogue has none.
func template(code domain.Code) string {
	if t, ok := entry(code); ok {
		return t.Say
	}
	return strings.ReplaceAll(string(code), "_", " ")
}

// next is the next step of a code, "" where there is none.
func next(code domain.Code) string {
	t, _ := entry(code)
	return t.Next
}

// phrase gives the sentence of a code.
func phrase(code domain.Code, params domain.Params) string { return fill(template(code), params) }

// say is [phrase] with the parameters as pairs of name and value.
func say(code domain.Code, pairs ...string) string {
	return phrase(code, with(nil, pairs...))
}

// with copies params and adds the pairs.
func with(params domain.Params, pairs ...string) domain.Params {
	out := domain.Params{}
	for name, value := range params {
		out[name] = value
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}

// count is a phrase that depends on a number: code "_one" for 1, "_many"
// otherwise, with the number as parameter n.
func count(code domain.Code, n int, pairs ...string) string {
	form := code + "_many"
	if n == 1 {
		form = code + "_one"
	}
	return phrase(form, with(domain.Params{"n": Number(n)}, pairs...))
}

// fill puts the parameters into a template. A parameter outside of brackets that
// is missing reads "not known". Values are put in as they are and never read as
// a template.
func fill(text string, params domain.Params) string {
	var out strings.Builder
	for text != "" {
		i := strings.IndexAny(text, "{[")
		if i < 0 {
			out.WriteString(text)
			break
		}
		out.WriteString(text[:i])
		closing := "}"
		if text[i] == '[' {
			closing = "]"
		}
		inside, rest, ok := strings.Cut(text[i+1:], closing)
		if !ok {
			out.WriteString(text[i:])
			break
		}
		switch {
		case text[i] == '[':
			if filled(inside, params) {
				out.WriteString(fill(inside, params))
			}
		case params[inside] != "":
			out.WriteString(params[inside])
		default:
			out.WriteString(template("not_known"))
		}
		text = rest
	}
	return out.String()
}

// filled reports whether every parameter of the part has a value.
func filled(part string, params domain.Params) bool {
	for {
		_, rest, ok := strings.Cut(part, "{")
		if !ok {
			return true
		}
		name, after, _ := strings.Cut(rest, "}")
		if params[name] == "" {
			return false
		}
		part = after
	}
}

// sentence makes the first letter a capital and ends with a full stop. It is for
// this program's own words alone; see [filledSentence].
func sentence(s string) string { return stop(capital(s)) }

// filledSentence fills a template and makes a sentence of it. The capital is that
// of the template: a value at the start keeps the letters it came with.
func filledSentence(template string, params domain.Params) string {
	return stop(fill(capital(template), params))
}

// capital makes the first letter a capital, also behind the sign that opens a
// question in Spanish.
func capital(s string) string {
	rest := strings.TrimLeft(s, "¿¡")
	return s[:len(s)-len(rest)] + upperFirst(rest)
}

func stop(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// foreign are the parameters whose values are words of a person, a file or a
// publisher, not of this program.
var foreign = []string{"subject", "name", "value", "path", "machine", "product", "label", "marking", "ref", "cpe", "purl"}

// quoteForeign gives the parameters with such values in quotation marks, so that
// it is plain where they begin and end.
func quoteForeign(params domain.Params) domain.Params {
	return quote(params, func(v string) bool { return v != "" })
}

// quoteBlanks does so for values with blanks: what to do next is often a command
// to be typed.
func quoteBlanks(params domain.Params) domain.Params {
	return quote(params, func(v string) bool { return strings.Contains(v, " ") })
}

func quote(params domain.Params, which func(string) bool) domain.Params {
	out := with(params)
	for _, name := range foreign {
		if v := out[name]; which(v) {
			out[name] = `"` + v + `"`
		}
	}
	return out
}

// Number writes a count with separators: "9,870"; in Spanish "9870" and "98 700",
// with a space that does not break, as the Academy wants them (Ortografía, 2010).
func Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	separator, from := ",", 4
	if Speaking() == Spanish {
		separator, from = "\u00a0", 5
	}
	if len(digits) < from {
		return sign + digits
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + separator + digits[i:]
	}
	return sign + digits
}
