package words

import (
	"strings"

	"fenceline/internal/domain"
)

// Tier says an outcome of the policy in plain words.
func Tier(t domain.Tier) string { return word("tier_", tierCode(t), string(t)) }

// TierShort is the tier as lists and chips show it: "3 days + forensic"; "" for
// nothing open.
func TierShort(t domain.Tier) string {
	if t == domain.TierNone {
		return ""
	}
	return word("tier_short_", tierCode(t), string(t))
}

func tierCode(t domain.Tier) string {
	switch t {
	case domain.TierForensic:
		return "forensic"
	case domain.Tier3Days:
		return "3"
	case domain.Tier14Days:
		return "14"
	case domain.Tier60Days:
		return "60"
	case domain.TierUpgrade:
		return "upgrade"
	case domain.TierNone:
		return "none"
	}
	return string(t)
}

// word is the phrase of prefix and value, and the value itself where the
// catalogue does not know it.
func word(prefix, value, fallback string) string {
	code := domain.Code(prefix + value)
	if !Has(English, code) {
		return fallback
	}
	return say(code)
}

// State says where a target stands.
func State(s domain.State) string { return word("state_", string(s), string(s)) }

// Verdict says what is known of a component, and whether a statement of lower
// trust says otherwise.
func Verdict(v domain.Verdict, disputed bool) string {
	text := word("verdict_", string(v), string(v))
	if disputed {
		text += say("verdict_disputed")
	}
	return text
}

// Confidence says how sure the identity of a component is.
func Confidence(c domain.Confidence) string { return word("confidence_", string(c), string(c)) }

// Badge says how far the origin of bytes is proven.
func Badge(b domain.Badge) string {
	if b == "" {
		b = domain.BadgeUnchecked
	}
	return word("badge_", string(b), string(b))
}

// TLP is the label in capitals, and "no label" where there is none.
func TLP(t domain.TLP) string {
	if t == domain.TLPUnlabelled {
		return say("tlp_none")
	}
	return "TLP:" + string(t)
}

// Fix says what to do: "Update tomcat to 10.1.52", and by which update where labels
// of some are known, any of which will do.
func Fix(t domain.PatchTask) string {
	name := t.Name
	if name == "" {
		name = string(t.Key)
	}
	code := domain.Code("fix_watch")
	switch {
	case t.Kind.Broad() == domain.FixUpdate && t.Version == "":
		code = "fix_" + domain.Code(t.Kind) + "_advised"
	case t.Kind.Broad() == domain.FixUpdate:
		code = "fix_" + domain.Code(t.Kind)
	case t.Kind == domain.FixMitigation:
		code = "fix_mitigate"
	}
	text := say(code, "name", name, "version", t.Version)
	switch len(t.Updates) {
	case 0:
		return text
	case 1:
		return say("fix_by", "fix", text, "update", t.Updates[0])
	}
	return say("fix_by_any", "fix", text, "updates", strings.Join(t.Updates, ", "))
}

// MovedTargets says how many targets of a task another one took over.
func MovedTargets(n int) string { return count("moved_targets", n) }

// FixKind names a kind of fix: "Windows update".
func FixKind(k domain.FixKind) string { return word("sort_of_fix_", string(k), string(k)) }

// Remedy says a publisher's sort of advice, given in CSAF's words.
func Remedy(category string) string { return word("remedy_", category, category) }

// Progress says how far long work is.
func Progress(p domain.Progress) string {
	share := ""
	if p.Total > 0 {
		share = Number(int(p.Done * 100 / p.Total))
	}
	return say("progress", "stage", word("stage_", string(p.Stage), string(p.Stage)), "share", share, "name", p.Name)
}

// Format names a wire format as people know it.
func Format(f domain.Format) string { return word("sort_", string(f), string(f)) }

// ecosystem names what a source speaks about: "Debian 12", "npm", "Siemens
// products".
func ecosystem(e string) string {
	if vendor, ok := strings.CutPrefix(e, "vendor:"); ok {
		return say("ecosystem_vendor", "vendor", vendor)
	}
	return strings.Replace(e, ":", " ", 1)
}

// join lists parts with commas and a last "and".
func join(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return say(andBefore(parts[last]), "a", strings.Join(parts[:last], ", "), "b", parts[last])
}

// andBefore is the code of the word "and" before a word: in Spanish it is another
// one before the sound i.
func andBefore(word string) domain.Code {
	word = strings.ToLower(word)
	hard := strings.HasPrefix(word, "i") || strings.HasPrefix(word, "í") || strings.HasPrefix(word, "hi")
	if hard && !strings.HasPrefix(word, "hie") && !strings.HasPrefix(word, "io") {
		return "and_before_i"
	}
	return "and"
}
