package collect

import (
	"encoding/binary"
	"testing"
)

// table writes a registry copy of an SMBIOS table with a system and a chassis.
func table(serial, tag string) []byte {
	structure := func(kind byte, body []byte, texts ...string) []byte {
		out := append([]byte{kind, byte(4 + len(body)), 0, 0}, body...)
		for _, t := range texts {
			out = append(append(out, t...), 0)
		}
		if len(texts) == 0 {
			out = append(out, 0)
		}
		return append(out, 0)
	}
	var all []byte
	all = append(all, structure(0, make([]byte, 20))...)
	all = append(all, structure(smbiosSystem, []byte{1, 2, 0, 3}, "LENOVO", "20XW", serial)...)
	all = append(all, structure(smbiosChassis, []byte{1, 3, 0, 0, 2}, "LENOVO", tag)...)
	all = append(all, structure(smbiosEnd, nil)...)
	head := []byte{0, 3, 3, 0, 0, 0, 0, 0}
	binary.LittleEndian.PutUint32(head[4:], uint32(len(all)))
	return append(head, all...)
}

func TestHardwareNumbers(t *testing.T) {
	if serial, tag := hardwareNumbers(table(" PF3KX1AB ", "H-0042")); serial != "PF3KX1AB" || tag != "H-0042" {
		t.Errorf("%q %q", serial, tag)
	}
	whole := table("PF3KX1AB", "H-0042")
	for n := range len(whole) { // cut anywhere: less is known, nothing breaks
		hardwareNumbers(whole[:n])
	}
	if serial, _ := hardwareNumbers(whole[:40]); serial != "" {
		t.Errorf("a cut table tells %q", serial)
	}
}

func FuzzHardwareNumbers(f *testing.F) {
	f.Add(table("PF3KX1AB", "H-0042"))
	f.Add(table("", ""))
	f.Fuzz(func(t *testing.T, data []byte) { hardwareNumbers(data) })
}
