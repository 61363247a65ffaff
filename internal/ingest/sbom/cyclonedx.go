package sbom

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// cycloneDXVersions are the versions of the specification that are read.
var cycloneDXVersions = []string{"1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"}

func readCycloneDXJSON(data []byte) (*document, error) {
	var bom cdxBOM
	if err := jsondoc.Unmarshal(op, data, &bom); err != nil {
		return nil, err
	}
	return bom.document(bom.Spec.String(), "/specVersion")
}

func readCycloneDXXML(data []byte) (*document, error) {
	var bom cdxBOM
	dec := xml.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&bom); err != nil {
		return nil, xmlError(dec, err)
	}
	return bom.document(path.Base(bom.XMLName.Space), "/bom")
}

func xmlError(dec *xml.Decoder, err error) error {
	line, column := dec.InputPos()
	code := CodeXMLSyntax
	var syntax *xml.SyntaxError
	if errors.Is(err, io.EOF) || errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF") {
		code = CodeXMLCut
	}
	return refuse(domain.Invalid, code, "", domain.Params{"line": strconv.Itoa(line), "column": strconv.Itoa(column)}, err)
}

func (b *cdxBOM) document(spec, place string) (*document, error) {
	if !slices.Contains(cycloneDXVersions, spec) {
		return nil, refuse(domain.Unsupported, CodeVersion, place,
			domain.Params{"format": "CycloneDX", "version": spec}, nil)
	}
	doc := &document{format: domain.FormatCycloneDX, spec: spec,
		serial: strings.ToLower(strings.TrimPrefix(strings.TrimSpace(b.Serial.String()), "urn:uuid:"))}
	if n := int(b.Claims) + len(b.ClaimsXML); n > 0 {
		doc.warnings = append(doc.warnings, domain.Warning{Code: WarnClaims, Place: "/vulnerabilities", Params: domain.Params{"count": strconv.Itoa(n)}})
	}
	if m := b.Metadata; m != nil {
		doc.taken = instant(m.Timestamp.String())
		doc.tool = m.tool()
		if c := m.Component; c != nil {
			doc.subject = titled(c.Name.String(), c.Version.String())
			doc.addCycloneDX([]*cdxComponent{c}, func(int) string { return "/metadata/component" })
		}
	}
	doc.addCycloneDX(b.Components, func(i int) string { return "/components/" + strconv.Itoa(i) })
	doc.addServices(b.Services, "/services/")
	return doc, nil
}

// addCycloneDX lists components and those nested in them; at gives the place
// of the i-th.
func (d *document) addCycloneDX(list []*cdxComponent, at func(i int) string) {
	for i, c := range list {
		if c == nil {
			d.nulls++
			continue
		}
		e := c.entry()
		e.at = at(i)
		if e.kind == "operating-system" && d.os == (release{}) {
			d.os = c.release()
		}
		d.entries = append(d.entries, e)
		d.addCycloneDX(c.Components, func(i int) string { return e.at + "/components/" + strconv.Itoa(i) })
	}
}

func (d *document) addServices(list []*cdxService, under string) {
	for i, s := range list {
		if s == nil {
			d.nulls++
			continue
		}
		at := under + strconv.Itoa(i)
		d.entries = append(d.entries, entry{kind: "service", name: s.Name.String(), at: at})
		d.addServices(s.Services, at+"/services/")
	}
}

func (c *cdxComponent) entry() entry {
	e := entry{
		kind:    firstOf(strings.ToLower(c.Type.String()), kindUnstated),
		ref:     c.Ref.String(),
		name:    c.Name.String(),
		group:   c.Group.String(),
		version: c.Version.String(),
		purl:    c.PURL.String(),
	}
	e.vendor = firstOf(c.Supplier.name(), c.Manufacturer.name(), c.Manufacture.name(), c.Publisher.String(), e.group)
	e.addCPE(c.CPE.String())
	for _, h := range c.Hashes {
		e.addHash(h.Algorithm.String(), h.Content.String())
	}
	for _, o := range slices.Concat(c.Evidence.value.Occurrences, c.OccurrencesXML) {
		e.addPath(o.Location.String())
	}
	for _, p := range c.Properties {
		switch name := p.Name.String(); {
		case name == "syft:cpe23":
			e.addCPE(p.value())
		case strings.HasPrefix(name, "syft:location:") && strings.HasSuffix(name, ":path"):
			e.addPath(p.value())
		case name == "aquasecurity:trivy:FilePath":
			e.addPath(p.value())
		}
	}
	return e
}

// release reads an operating-system component, syft's own properties first.
func (c *cdxComponent) release() release {
	r := release{id: c.Name.String(), version: c.Version.String()}
	for _, p := range c.Properties {
		switch p.Name.String() {
		case "syft:distro:id":
			r.id = firstOf(p.value(), r.id)
		case "syft:distro:versionID":
			r.version = firstOf(p.value(), r.version)
		}
	}
	return r
}
