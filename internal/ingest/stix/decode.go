package stix

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

const op = "decode stix"

// What signals and advisories of this reader say.
const (
	Unstated    = "not stated" // a producer that is not named
	Reported    = "reported"   // the value of a signal
	Sighted     = "sighted"
	StatusWatch = "watch" // the status of an advisory that names a flaw without a CVE id
)

// Warnings of this reader, beside those of package jsondoc. Params in brackets.
const (
	WarnPassed  domain.Code = "stix_passed"  // [type count] objects are not read
	WarnRevoked domain.Code = "stix_revoked" // [count] objects were taken back by their makers
	WarnVersion domain.Code = "stix_version" // [version] is not 2.1; read all the same
	WarnMarking domain.Code = "stix_marking" // [marking] is not defined here and none of TLP
)

// read are the types whose members are read.
var read = map[string]bool{"vulnerability": true, "course-of-action": true, "identity": true, "infrastructure": true, "note": true,
	"report": true, "attack-pattern": true, "software": true, "relationship": true, "sighting": true, "marking-definition": true}

// telling are the types of which one is enough to make a bundle an advisory.
var telling = map[string]bool{"vulnerability": true, "course-of-action": true, "infrastructure": true, "note": true,
	"report": true, "software": true, "sighting": true}

// Decode reads one bundle and emits its [domain.Advisory], then a signal per CVE. A
// bundle with nothing to read emits nothing. On an error, a [*domain.Error],
// nothing was emitted.
func Decode(r io.Reader, emit func(domain.Item) error) error {
	text, noticed, err := jsondoc.Read(op, r)
	if err != nil {
		return err
	}
	var bundle wireBundle
	if err := jsondoc.Unmarshal(op, text, &bundle); err != nil {
		return err
	}
	c := converter{byID: map[string]*wireObject{}, passed: map[string]int{}, flaws: map[string]string{}}
	c.warnings.Append(noticed)
	if err := c.objects(&bundle); err != nil {
		return err
	}
	if !slices.ContainsFunc(c.all, func(o *wireObject) bool { return telling[o.Type] }) {
		return nil
	}
	if err := c.convert(&bundle); err != nil {
		return err
	}
	if err := emit(c.advisory); err != nil {
		return err
	}
	for _, s := range c.signals {
		if err := emit(s); err != nil {
			return err
		}
	}
	return nil
}

// converter is the state of one reading.
type converter struct {
	all      []*wireObject // read ones that are in force, in order
	places   map[*wireObject]string
	byID     map[string]*wireObject
	passed   map[string]int // objects not read, by type
	revoked  int
	flaws    map[string]string // id of a vulnerability object to its name
	threats  []threat          // who and what threatens, by name, in order
	advisory domain.Advisory
	signals  []domain.Signal
	warnings jsondoc.Warnings
}

// objects decodes what is read of a bundle.
func (c *converter) objects(b *wireBundle) error {
	switch {
	case b.Type == "":
		return jsondoc.Missing(op, "/type")
	case b.Type != "bundle":
		return jsondoc.BadValue(op, "/type", b.Type)
	case len(b.Objects) == 0:
		return jsondoc.Missing(op, "/objects")
	}
	c.places = make(map[*wireObject]string, len(b.Objects))
	version := b.SpecVersion
	for i, raw := range b.Objects {
		if err := c.object(raw, "/objects/"+strconv.Itoa(i), &version); err != nil {
			return err
		}
	}
	if version != "" && version != "2.1" {
		c.warnings.Add(WarnVersion, "", "version", version)
	}
	return nil
}

func (c *converter) object(raw jsontext.Value, place string, version *string) error {
	var head wireHead
	if err := unmarshal(raw, place, &head); err != nil {
		return err
	}
	switch {
	case head.Type == "":
		return jsondoc.Missing(op, place+"/type")
	case head.ID == "":
		return jsondoc.Missing(op, place+"/id")
	}
	if *version == "" {
		*version = head.SpecVersion
	}
	if !read[head.Type] {
		c.passed[head.Type]++
		c.threat(head, raw)
		return nil
	}
	if head.Revoked && head.Type != "report" {
		c.revoked++
		return nil
	}
	o := new(wireObject)
	if err := unmarshal(raw, place, o); err != nil {
		return err
	}
	c.all = append(c.all, o)
	c.places[o] = place
	if older := c.byID[o.ID]; older == nil || older.Modified <= o.Modified { // RFC 3339 in UTC, as the standard asks
		c.byID[o.ID] = o
	}
	return nil
}

// unmarshal decodes one object; an error has its place in the bundle.
func unmarshal(raw jsontext.Value, place string, into any) error {
	if err := json.Unmarshal(raw, into); err != nil {
		err = jsondoc.Explain(op, raw, err)
		var own *domain.Error
		if errors.As(err, &own) {
			own.Place = place + own.Place
			delete(own.Params, "line") // of the object alone
			delete(own.Params, "column")
		}
		return err
	}
	return nil
}

func (c *converter) convert(b *wireBundle) error {
	a := &c.advisory
	*a = domain.Advisory{Format: domain.FormatSTIX, ID: b.ID, Category: "stix_bundle"}
	reports := c.ofType("report")
	if len(reports) == 1 {
		a.ID = reports[0].ID // bundles get a new id each time they are packed
	}
	if a.ID == "" && len(c.all) > 0 {
		a.ID = c.all[0].ID
	}
	a.Namespace = c.producer(reports)
	a.Publisher = a.Namespace
	c.dates(reports)
	a.TLP = c.label()
	c.vulnerabilities()
	c.texts(reports)
	c.relationships()
	c.threatLinks()
	c.sightings()
	for i := range a.Vulnerabilities {
		if !isCVE(a.Vulnerabilities[i].ID) {
			a.Status = StatusWatch
		}
	}
	if a.Title == "" {
		a.Title = c.title()
	}
	for _, kind := range slices.Sorted(maps.Keys(c.passed)) {
		c.warnings.Add(WarnPassed, "", "type", kind, "count", strconv.Itoa(c.passed[kind]))
	}
	if c.revoked > 0 {
		c.warnings.Add(WarnRevoked, "", "count", strconv.Itoa(c.revoked))
	}
	a.Warnings = c.warnings.List()
	return nil
}

func (c *converter) ofType(kind string) []*wireObject {
	var out []*wireObject
	for _, o := range c.all {
		if o.Type == kind && c.byID[o.ID] == o {
			out = append(out, o)
		}
	}
	return out
}

// producer is who made the report, else whatever tells, else the only identity.
func (c *converter) producer(reports []*wireObject) string {
	for _, list := range [][]*wireObject{reports, c.all} {
		for _, o := range list {
			if by := c.byID[o.CreatedBy]; by != nil && by.Type == "identity" && by.Name != "" {
				return by.Name
			}
		}
	}
	if ids := c.ofType("identity"); len(ids) == 1 && ids[0].Name != "" {
		return ids[0].Name
	}
	return Unstated
}

// dates fills in when the bundle was published and changed: its newest object's
// time is its revision.
func (c *converter) dates(reports []*wireObject) {
	a := &c.advisory
	for _, o := range c.all {
		for _, stated := range []string{o.Modified, o.Created} {
			if t, _, ok := jsondoc.Time(stated); ok && t.After(a.Modified) {
				a.Modified, a.Revision = t, stated
			}
		}
	}
	for _, r := range reports {
		if a.Published.IsZero() {
			a.Published = c.warnings.Date(c.places[r]+"/published", r.Published)
		}
		if r.Revoked {
			a.Withdrawn = c.time(r)
		}
	}
	if a.Revision == "" {
		a.Revision = "1"
	}
}

// time is when an object was last changed.
func (c *converter) time(o *wireObject) time.Time {
	for _, stated := range []string{o.Modified, o.Created} {
		if t, _, ok := jsondoc.Time(stated); ok {
			return t
		}
	}
	return time.Time{}
}

// title names what a bundle without a report speaks of.
func (c *converter) title() string {
	const shown = 3
	var names []string
	for _, v := range c.advisory.Vulnerabilities {
		names = append(names, v.ID)
	}
	if len(names) == 0 {
		for _, o := range c.all {
			if telling[o.Type] && o.Name != "" {
				names = append(names, o.Name)
			}
		}
	}
	more := ""
	if n := len(names) - shown; n > 0 {
		names, more = names[:shown], ", +"+strconv.Itoa(n)
	}
	return strings.TrimSpace("STIX: " + strings.Join(names, ", ") + more)
}
