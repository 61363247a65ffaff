package stix

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

var cveID = regexp.MustCompile(`^CVE-[0-9]{4}-[0-9]{4,}$`)

func isCVE(s string) bool { return cveID.MatchString(s) }

// nameOf is the CVE id of a vulnerability object, else its name, else its id.
func nameOf(o *wireObject) string {
	for _, r := range o.References {
		if id := strings.ToUpper(strings.TrimSpace(r.ID)); strings.EqualFold(r.Source, "cve") && isCVE(id) {
			return id
		}
	}
	if id := strings.ToUpper(strings.TrimSpace(o.Name)); isCVE(id) {
		return id
	}
	if o.Name != "" {
		return o.Name
	}
	return o.ID
}

// vulnerabilities makes one entry per name, and a signal where that is a CVE id.
func (c *converter) vulnerabilities() {
	a := &c.advisory
	at := map[string]int{}
	for _, o := range c.ofType("vulnerability") {
		name := nameOf(o)
		c.flaws[o.ID] = name
		i, ok := at[name]
		if !ok {
			i = len(a.Vulnerabilities)
			at[name] = i
			a.Vulnerabilities = append(a.Vulnerabilities, domain.Vulnerability{ID: name})
			if isCVE(name) {
				c.signals = append(c.signals, domain.Signal{Kind: domain.SignalSTIX, Vulnerability: name, Value: Reported,
					Source: "STIX " + a.Publisher, Published: c.time(o)})
			}
		}
		v := &a.Vulnerabilities[i]
		if o.Name != name && v.Title == "" {
			v.Title = o.Name
		}
		if v.Text == "" {
			v.Text = o.Description
		}
		c.references("", o)
	}
}

// references keeps the links of an object, each once.
func (c *converter) references(category string, o *wireObject) {
	for _, r := range o.References {
		link := domain.Reference{Category: category, Summary: strings.TrimSpace(r.Source + " " + r.ID), URL: r.URL}
		if r.URL != "" && !slices.Contains(c.advisory.References, link) {
			c.advisory.References = append(c.advisory.References, link)
		}
	}
}

// texts keeps what people wrote: reports, notes, courses of action, and what
// software and infrastructure is spoken of.
func (c *converter) texts(reports []*wireObject) {
	a := &c.advisory
	for _, r := range reports {
		if a.Title == "" {
			a.Title, a.Summary = r.Name, r.Description
		} else {
			c.note("report", r.Name, r.Description)
		}
		c.references("report", r)
	}
	for _, o := range c.ofType("note") {
		text := o.Content
		if about := c.names(o.ObjectRefs); about != "" {
			text += "\n(" + about + ")"
		}
		c.note("note", o.Abstract, text)
	}
	for _, o := range c.ofType("course-of-action") {
		c.note("course-of-action", o.Name, o.Description)
		c.references("course-of-action", o)
	}
	for _, o := range c.ofType("infrastructure") {
		c.note("infrastructure", o.Name, o.Description)
	}
	for _, o := range c.ofType("software") {
		p := domain.Product{Ref: o.ID, Name: strings.TrimSpace(strings.Join([]string{o.Vendor, o.Name, o.Version}, " ")),
			Vendor: o.Vendor, Product: o.Name, Version: o.Version}
		if o.CPE != "" {
			p.CPEs = []string{o.CPE}
		}
		a.Products = append(a.Products, p)
	}
	for _, o := range c.ofType("attack-pattern") {
		c.references("attack-pattern", o)
	}
}

func (c *converter) note(category, title, text string) {
	if title+text != "" {
		c.advisory.Notes = append(c.advisory.Notes, domain.Note{Category: category, Title: title, Text: text})
	}
}

// names joins what objects are called; those that are not read here are left out.
func (c *converter) names(refs []string) string {
	var out []string
	for _, ref := range refs {
		if name := c.called(ref); name != "" {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

// called is the name of an object of this bundle.
func (c *converter) called(ref string) string {
	if name, ok := c.flaws[ref]; ok {
		return name
	}
	if o := c.byID[ref]; o != nil {
		return strings.TrimSpace(o.Name + " " + o.Version)
	}
	return ""
}

// relationships keeps as notes what is said between objects that have names here.
// What has which flaw is one of them: nothing follows from it.
func (c *converter) relationships() {
	for _, o := range c.ofType("relationship") {
		from, to := c.called(o.Source), c.called(o.Target)
		if from == "" || to == "" {
			continue
		}
		c.note("relationship", "", strings.TrimSpace(from+" "+o.Kind+" "+to+". "+o.Description))
	}
}

// sightings turn a report of a CVE into one that somebody saw used.
func (c *converter) sightings() {
	for _, o := range c.ofType("sighting") {
		name := c.called(o.SightingOf)
		text := []string{name}
		if where := c.names(o.Where); where != "" {
			text = append(text, "at "+where)
		}
		if o.Count > 0 {
			text = append(text, strconv.FormatInt(o.Count, 10)+" times")
		}
		if seen := strings.Trim(o.FirstSeen+" / "+o.LastSeen, " /"); seen != "" {
			text = append(text, seen)
		}
		c.note("sighting", "", strings.TrimSpace(strings.Join(text, ", ")+". "+o.Description))
		for i := range c.signals {
			if s := &c.signals[i]; s.Vulnerability == name && name != "" {
				s.Value = Sighted
				if t := c.time(o); t.After(s.Published) {
					s.Published = t
				}
			}
		}
	}
	for i := range c.signals {
		c.signals[i].Name = c.advisory.Title
	}
}
