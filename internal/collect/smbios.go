package collect

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// Structures of the SMBIOS table (DSP0134, 7.2 and 7.4) and where in each a
// wanted text has its number.
const (
	smbiosSystem   = 1
	smbiosChassis  = 3
	systemSerial   = 0x07
	chassisAsset   = 0x08
	smbiosEnd      = 127
	windowsPreface = 8 // of the registry's copy: versions and the table's length
)

// hardwareNumbers are the serial number and the asset tag in the SMBIOS table as
// the registry of Windows keeps it; empty where the table is cut or does not tell.
func hardwareNumbers(data []byte) (serial, tag string) {
	if len(data) < windowsPreface {
		return "", ""
	}
	table := data[windowsPreface:]
	if n := binary.LittleEndian.Uint32(data[4:]); uint64(n) < uint64(len(table)) {
		table = table[:n]
	}
	for len(table) >= 4 {
		kind, length := table[0], int(table[1])
		if length < 4 || length > len(table) || kind == smbiosEnd {
			break
		}
		body := table[:length]
		end := bytes.Index(table[length:], []byte{0, 0})
		if end < 0 {
			break
		}
		texts := strings.Split(string(table[length:length+end]), "\x00")
		text := func(at int) string {
			if at >= length || body[at] == 0 || int(body[at]) > len(texts) {
				return ""
			}
			return strings.TrimSpace(texts[body[at]-1])
		}
		switch kind {
		case smbiosSystem:
			serial = first(serial, text(systemSerial))
		case smbiosChassis:
			tag = first(tag, text(chassisAsset))
		}
		table = table[length+end+2:]
	}
	return serial, tag
}
