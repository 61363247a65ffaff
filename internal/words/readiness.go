package words

import (
	"strings"
	"time"

	"fenceline/internal/domain"
)

// CheckTitle is what a check of readiness asks for.
func CheckTitle(c *domain.ReadinessCheck) string { return say(c.Code) }

// CheckGroup is the heading of a part of the page.
func CheckGroup(g domain.CheckGroup) string { return say(domain.Code("readygroup_" + string(g))) }

// CheckMark is how a check stands, in one word or two.
func CheckMark(m domain.CheckMark) string { return say(domain.Code("readymark_" + string(m))) }

// CheckSay says how a check stands and, where there is a gap, what to do next.
func CheckSay(c *domain.ReadinessCheck, r *domain.Readiness) (what, step string) {
	code := c.Code + domain.Code("_"+string(c.Mark))
	none := c.Code + "_none"
	if c.Of == 0 && c.At.IsZero() && c.Mark != domain.CheckUnknown && Has(English, none) {
		code = none
	}
	params := domain.Params{"operator": r.Operator, "zone": r.Zone, "have": Number(c.Have), "of": Number(c.Of)}
	if c.Code == "ready_assets" {
		params["have"] = several(c.Have, "asset", "assets")
	}
	if !c.At.IsZero() {
		params["age"] = daysOld(c.Have)
		params["ago"] = daysAgo(c.Have)
		params["day"] = DayPlain(domain.DayOf(c.At, zoneNamed(r.Zone)))
	}
	return filledSentence(template(code), params), fill(next(code), params)
}

// CheckLink names the place that the evidence of a check opens: how many things
// are wanting, where they can be counted.
func CheckLink(c *domain.ReadinessCheck) string {
	n := c.Of - c.Have
	if c.Evidence.ID == domain.OnlyThings {
		n = len(c.Evidence.Things)
	}
	if c.Mark == domain.CheckGap && n > 0 {
		switch c.Evidence.ID {
		case domain.OnlyWithoutSoftware, domain.OnlyExposureOpen, domain.OnlyImportanceOpen, domain.OnlyThings:
			return Text("Show {assets}", "assets", several(n, "asset", "assets"))
		case domain.OnlyWithoutOwner:
			return Text("Show {tasks}", "tasks", several(n, "task", "tasks"))
		}
	}
	link := c.Code + "_link"
	if gap := link + "_gap"; c.Mark == domain.CheckGap && Has(English, gap) {
		link = gap
	}
	return say(link)
}

// OnlyNamed says why nothing but these assets is listed.
func OnlyNamed(check domain.Code, shown, all int) string {
	return Text("{why}: {n} of {all} assets", "why", say(check+"_only"), "n", Number(shown), "all", Number(all))
}

func daysOld(n int) string {
	if n <= 0 {
		return Text("of today")
	}
	return Text("{days} old", "days", several(n, "day", "days"))
}

func daysAgo(n int) string {
	switch {
	case n <= 0:
		return Text("today")
	case n == 1:
		return Text("yesterday")
	}
	return Text("{days} ago", "days", several(n, "day", "days"))
}

// ReadinessSummary counts the checks: "14 of 21 checks are met, 6 gaps, 1 cannot
// be told".
func ReadinessSummary(r *domain.Readiness) string {
	gaps, unknown := "", ""
	if n := r.Count(domain.CheckGap); n > 0 {
		gaps = count("readiness_gaps", n)
	}
	if n := r.Count(domain.CheckUnknown); n > 0 {
		unknown = Number(n)
	}
	return sentence(count("readiness_summary", r.Count(domain.CheckMet), "all", Number(len(r.Checks)), "gaps", gaps, "unknown", unknown))
}

// ReadinessNote says what the page is.
func ReadinessNote() string { return say("readiness_computed") }

// ContactsNote says what the card is for.
func ContactsNote() string { return say("readiness_contacts_note") }

// ContactName is what a card of the contacts is about.
func ContactName(role domain.ContactRole) string { return say(domain.Code("contact_" + string(role))) }

// ContactWhy says when to call, and what to have at hand.
func ContactWhy(role domain.ContactRole) string {
	return say(domain.Code("contact_" + string(role) + "_why"))
}

// ContactNobody stands on an empty card.
func ContactNobody() string { return say("contact_nobody") }

// ContactLooked says when somebody wrote a card last.
func ContactLooked(c *domain.Contact, zone *time.Location, now time.Time) string {
	if c.Changed.IsZero() {
		return ""
	}
	by := ""
	if c.By != "" {
		by = Text(" by {by}", "by", c.By)
	}
	return Text("Written {day}{by}", "day", DayOfInstant(c.Changed, zone, now), "by", by)
}

// ContactsText is the whole card as lines of text.
func ContactsText(all []domain.Contact) string {
	var lines []string
	for i := range all {
		c := &all[i]
		who := Joined(c.Name, c.Phone, c.Mail, c.Note)
		if who == "" {
			who = ContactNobody()
		}
		lines = append(lines, ContactName(c.Role)+": "+who)
	}
	return strings.Join(lines, "\n")
}
