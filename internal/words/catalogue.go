package words

import (
	"slices"
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

// English is the language every code has a sentence in.
const English = "en"

// catalogues are the languages of this program.
var catalogues = map[string]Catalogue{English: english()}

// Languages lists the languages there are sentences in.
func Languages() []string {
	out := make([]string, 0, len(catalogues))
	for language := range catalogues {
		out = append(out, language)
	}
	slices.Sort(out)
	return out
}

// Has reports whether the language has a sentence for the code.
func Has(language string, code domain.Code) bool {
	_, ok := catalogues[language][code]
	return ok
}

// englishParts are the parts of the English catalogue; no code stands in two.
func englishParts() []Catalogue {
	return []Catalogue{enPhrases, enDue, enReasons, enGaps, enExplain, enDesk, enFiles, enReaders, enInventories, enLists, enFields, enInventory, enWarnings, enStore, enEvents, enTrust, enAdvisories, enPayloads, enTasks, enTaskErrors, enVEX, enVEXErrors, enMatching, enPlan, enPlanErrors, enDeeds, enCheck, enCheckRules, enReadiness, enFetch}
}

func english() Catalogue {
	all := Catalogue{}
	for _, part := range englishParts() {
		for code, template := range part {
			all[code] = template
		}
	}
	return all
}

// template gives the template of a code; the code itself in plain words where the
// catalogue has none.
func template(code domain.Code) string {
	if t, ok := catalogues[English][code]; ok {
		return t.Say
	}
	return strings.ReplaceAll(string(code), "_", " ")
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
func fill(template string, params domain.Params) string {
	var out strings.Builder
	for template != "" {
		i := strings.IndexAny(template, "{[")
		if i < 0 {
			out.WriteString(template)
			break
		}
		out.WriteString(template[:i])
		closing := "}"
		if template[i] == '[' {
			closing = "]"
		}
		inside, rest, ok := strings.Cut(template[i+1:], closing)
		if !ok {
			out.WriteString(template[i:])
			break
		}
		switch {
		case template[i] == '[':
			if filled(inside, params) {
				out.WriteString(fill(inside, params))
			}
		case params[inside] != "":
			out.WriteString(params[inside])
		default:
			out.WriteString("not known")
		}
		template = rest
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

func capital(s string) string {
	if s != "" && 'a' <= s[0] && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
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

// Number writes a count with separators: "9,870".
func Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}
