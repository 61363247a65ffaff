package inventory

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// nmapHost is one host of an Nmap scan, as far as it is read.
type nmapHost struct {
	Status struct {
		State string `xml:"state,attr"`
	} `xml:"status"`
	Addresses []struct {
		Address string `xml:"addr,attr"`
		Type    string `xml:"addrtype,attr"`
		Vendor  string `xml:"vendor,attr"`
	} `xml:"address"`
	Names []struct {
		Name string `xml:"name,attr"`
		Type string `xml:"type,attr"`
	} `xml:"hostnames>hostname"`
	Ports []struct {
		Protocol string `xml:"protocol,attr"`
		Number   string `xml:"portid,attr"`
		State    struct {
			State string `xml:"state,attr"`
		} `xml:"state"`
		Service struct {
			Name    string   `xml:"name,attr"`
			Product string   `xml:"product,attr"`
			Version string   `xml:"version,attr"`
			Host    string   `xml:"hostname,attr"`
			CPEs    []string `xml:"cpe"`
		} `xml:"service"`
	} `xml:"ports>port"`
	Systems []struct {
		Name     string `xml:"name,attr"`
		Accuracy string `xml:"accuracy,attr"`
	} `xml:"os>osmatch"`
}

// readNmap reads the hosts of a scan that answered. What a service says of itself
// is a component at its port; Nmap's guess of the operating system is a note on
// the machine, never a component.
func readNmap(text string) ([]*machine, error) {
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	var machines []*machine
	var taken time.Time
	spec := ""
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, xmlFault(dec, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "nmaprun":
			spec = attribute(start, "version")
			if n, err := strconv.ParseInt(attribute(start, "start"), 10, 40); err == nil {
				taken = time.Unix(n, 0).UTC()
			}
		case "host":
			var h nmapHost
			if err := dec.DecodeElement(&h, &start); err != nil {
				return nil, xmlFault(dec, err)
			}
			if h.Status.State == "up" || h.Status.State == "" {
				m := h.machine()
				m.taken, m.tool = taken, strings.TrimSpace("Nmap "+spec)
				machines = append(machines, m)
			}
		}
	}
	return machines, nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func xmlFault(dec *xml.Decoder, err error) error {
	line, column := dec.InputPos()
	code := domain.Code("xml_syntax")
	var syntax *xml.SyntaxError
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF") {
		code = "xml_truncated"
	}
	return refuse(domain.Invalid, code, "", domain.Params{"line": number(line), "column": number(column)}, err)
}

func (h *nmapHost) machine() *machine {
	m := &machine{}
	for _, n := range h.Names {
		if n.Type != "user" || len(h.Names) == 1 {
			m.host(n.Name)
		}
	}
	for _, a := range h.Addresses {
		if a.Type == "mac" {
			m.mac(a.Address)
			continue
		}
		m.ip(a.Address)
		if m.subject == "" {
			m.subject = a.Address
		}
	}
	if m.about.Name == "" && len(m.about.IPs) > 0 {
		m.about.Name = m.about.IPs[0]
	}
	if len(h.Systems) > 0 && h.Systems[0].Accuracy == "100" {
		m.about.OS = h.Systems[0].Name
	}
	for _, p := range h.Ports {
		at := p.Protocol + "/" + p.Number
		if p.State.State != "open" || p.Service.Product == "" && len(p.Service.CPEs) == 0 {
			m.entries = append(m.entries, entry{kind: kindPort, name: p.Service.Name, place: at, at: at})
			continue
		}
		m.host(p.Service.Host)
		var cpes []string
		for _, cpe := range p.Service.CPEs {
			if strings.HasPrefix(cpe, "cpe:/a:") { // the others name the system it guesses
				cpes = append(cpes, cpe)
			}
		}
		m.entries = append(m.entries, entry{kind: kindService, name: first(p.Service.Product, p.Service.Name), version: p.Service.Version, place: at, at: at, cpes: cpes, source: "answers on the network"})
	}
	return m
}
