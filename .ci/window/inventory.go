package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The small operator of the walk from an empty desk to twenty assets.
var (
	workstations = []string{"DESK-01", "DESK-02", "DESK-03", "DESK-04", "NURSE-01", "NURSE-02", "NURSE-03", "NURSE-04", "LAB-01", "LAB-02", "LAB-03"}
	servers      = []string{"BACKUP-01", "DC-01", "FILE-01", "PACS-01", "PORTAL-01"}
	debian       = []string{"BACKUP-01", "PORTAL-01"} // of the servers
	pumps        = []string{"PUMP-01", "PUMP-02"}
	gear         = []string{"FW-01", "SW-01"}
)

// walkInventory goes from an empty desk to twenty assets with software and answers, as
// docs/walk-inventory.md tells, and says how many clicks and keys it took.
func walkInventory(p *person) error {
	if err := layOut(p.home); err != nil {
		return err
	}
	if err := p.open(); err != nil {
		return err
	}
	began := time.Now()
	for _, part := range []struct {
		name string
		do   func(*person) error
	}{{"list", bringList}, {"stick", bringStick}, {"firmware", typeFirmware}, {"pump", bringPump}, {"answers", answerByKind}} {
		if err := part.do(p); err != nil {
			return fmt.Errorf("%s: %w\n%s", part.name, err, p.account(part.name))
		}
		if err := p.picture("inventory-" + part.name); err != nil {
			return err
		}
		log.Printf("%-9s %5.1f s, %d clicks and keys so far", part.name, time.Since(began).Seconds(), p.acts)
	}
	if err := p.finds("20 assets with software and answers", func() (bool, error) {
		out, err := p.asks("--json", "status")
		text := strings.Join(strings.Fields(out), "")
		return strings.Contains(text, `"software_known":20`) && strings.Contains(text, `"exposure_answered":20`), err
	})(); err != nil {
		return err
	}
	return p.close()
}

// layOut writes the list of assets and the stick with what was collected.
func layOut(home string) error {
	var list strings.Builder
	list.WriteString("Computer name,Serial no.,Manufacturer,Model,Type,Building\n")
	for _, kind := range []struct {
		names              []string
		maker, model, kind string
	}{{workstations, "HP", "EliteDesk 800", "Workstation"}, {servers, "HP", "ProLiant DL380", "Server"},
		{pumps, "Meridian", "LVP-8", "Medical device"}, {gear, "Palisade", "PA-440", "Network"}} {
		for n, name := range kind.names {
			fmt.Fprintf(&list, "%s,%s%04d,%s,%s,%s,Main\n", name, kind.kind[:2], 1000+n, kind.maker, kind.model, kind.kind)
		}
	}
	pump := `{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"type":"library","name":"openssl","version":"1.1.1k","purl":"pkg:generic/openssl@1.1.1k"}]}`
	files := map[string]string{"list.csv": list.String(), "pump.json": pump, "stick/pump.json": pump}
	for _, name := range slices.Concat(workstations, servers) {
		files["stick/"+name+".csv"] = "\"DisplayName\",\"DisplayVersion\",\"Publisher\",\"ComputerName\"\r\n" +
			fmt.Sprintf("\"7-Zip 23.01 (x64)\",\"23.01\",\"Igor Pavlov\",%q\r\n\"Google Chrome\",\"131.0.6778.70\",\"Google LLC\",%q\r\n", name, name)
	}
	for _, name := range debian {
		delete(files, "stick/"+name+".csv")
		files["stick/"+strings.ToLower(name)+" dpkg.txt"] = "Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 3.0.15-1~deb12u1\nDescription: ciphers\n\n"
	}
	for name, text := range files {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func bringList(p *person) error {
	return p.all(p.clicks("Add assets"), p.clicks("Import a list…"), p.chooses("list", "Preview"), p.waits("20 rows: 20 new"), p.clicks("Import"), p.clicks("To the assets"))
}

func bringStick(p *person) error {
	return p.all(p.clicks("Add"), p.clicks("What was collected from machines…"), p.chooses("stick", "Preview"), p.waits("17 inventories"),
		p.clicks("pump.json"), p.clicks("Choose an asset"), p.clicks(pumps[0]), p.waits("17 changed"), p.clicks("Import"), p.clicks("To the assets"))
}

func typeFirmware(p *person) error {
	if err := p.clicks("None")(); err != nil {
		return err
	}
	for i, name := range gear {
		exposed := "No"
		if i == 0 {
			exposed = "Yes"
		}
		if err := p.all(p.clicks(name), p.waits("Only maker and model are known"), p.clicks("Edit…"), p.answers(exposed, "High", "No", "Yes"),
			p.into("Firmware", fmt.Sprintf("11.%d.4", i)), p.clicks("Keep"), p.waits(name+" changed")); err != nil {
			return err
		}
	}
	return nil
}

func bringPump(p *person) error {
	return p.all(p.clicks(pumps[1]), p.clicks("Software"), p.clicks("Import its software…"), p.clicks("(Parent)"), p.chooses("pump", "Preview"), p.waits("By hand, this time"),
		p.clicks("Import"), p.clicks("To the assets"), p.clicks("None"))
}

func answerByKind(p *person) error {
	for _, kind := range []struct {
		facet   string
		names   []string
		answers []string
	}{{"Workstation", workstations, []string{"No", "Medium", "No", "No"}}, {"Server", servers, []string{"No", "High", "No", "Yes"}}, {"Medical device", pumps, []string{"No", "High", "Yes", "Yes"}}} {
		if err := p.all(p.clicks(kind.facet), p.clicks(kind.names[0]), p.keys("ctrl+a"), p.clicks("Set facts…"), p.answers(kind.answers...), p.clicks("Keep"),
			p.waits(strconv.Itoa(len(kind.names))+" assets changed")); err != nil {
			return err
		}
	}
	return nil
}

// answers answers the four questions of a form in their order.
func (p *person) answers(values ...string) step {
	questions := []string{"Can the internet reach it?", "How much does the work depend on it?", "Can a fault of it hurt people?", "Does the work stop without it?"}
	return func() error {
		for i, question := range questions {
			label, err := p.place(question, true)
			if err != nil {
				return err
			}
			at := said{}
			for _, t := range p.last.Texts {
				if below := t.Y - label.Y; t.Text == values[i] && below > 0 && below < 50 && t.X > label.X-200 {
					at = t
				}
			}
			if at.Text == "" {
				return fmt.Errorf("%s has no answer %q in sight", question, values[i])
			}
			if err := p.presses(at.X, at.Y); err != nil {
				return err
			}
		}
		return nil
	}
}

// into types into the field under a label.
func (p *person) into(label, text string) step {
	return func() error {
		at, err := p.place(label, true)
		if err != nil {
			return err
		}
		if err := p.presses(at.X, at.Y+28); err != nil {
			return err
		}
		return p.types(text)()
	}
}
