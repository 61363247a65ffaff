package collect

import (
	"bytes"
	"debug/pe"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
)

// fileVersion is what a program of Windows says of itself in its version resource
// (Microsoft Learn, "PE Format", "The .rsrc Section"; "VS_VERSIONINFO structure").
type fileVersion struct {
	version, product, publisher string
}

const (
	versionResource = 16 // RT_VERSION
	fixedSignature  = 0xFEEF04BD
	maxResource     = 1 << 20
	resourceSubtree = 0x80000000
)

// versionOf reads the version resource of a program; ok is false where there is
// none. Nothing of the program is run or loaded.
func versionOf(r io.ReaderAt) (v fileVersion, ok bool) {
	f, err := pe.NewFile(r)
	if err != nil {
		return v, false
	}
	for _, s := range f.Sections {
		if s.Name != ".rsrc" {
			continue
		}
		tree := make([]byte, min(s.Size, 64<<20))
		n, err := s.ReadAt(tree, 0)
		if err != nil && err != io.EOF {
			return v, false
		}
		return parseVersion(resource(tree[:n], s.VirtualAddress))
	}
	return v, false
}

// resource finds the first version resource in a tree of three levels (type, name,
// language); base is where the tree lies in memory. Nil where there is none.
func resource(tree []byte, base uint32) []byte {
	at := uint32(0)
	for level := range 3 {
		if uint64(at)+16 > uint64(len(tree)) {
			return nil
		}
		count := uint32(binary.LittleEndian.Uint16(tree[at+12:])) + uint32(binary.LittleEndian.Uint16(tree[at+14:]))
		entry, found := at+16, false
		for ; count > 0 && uint64(entry)+8 <= uint64(len(tree)); count, entry = count-1, entry+8 {
			if level > 0 || binary.LittleEndian.Uint32(tree[entry:]) == versionResource {
				found = true
				break
			}
		}
		if !found {
			return nil
		}
		next := binary.LittleEndian.Uint32(tree[entry+4:])
		if (next&resourceSubtree != 0) != (level < 2) {
			return nil
		}
		at = next &^ resourceSubtree
	}
	if uint64(at)+16 > uint64(len(tree)) {
		return nil
	}
	start, size := binary.LittleEndian.Uint32(tree[at:])-base, binary.LittleEndian.Uint32(tree[at+4:])
	if size > maxResource || uint64(start)+uint64(size) > uint64(len(tree)) {
		return nil
	}
	return tree[start : start+size]
}

// parseVersion reads a version resource: the numbers of its fixed part, and the
// first texts of these names.
func parseVersion(data []byte) (v fileVersion, ok bool) {
	mark := binary.LittleEndian.AppendUint32(nil, fixedSignature)
	at := bytes.Index(data, mark)
	if at < 0 || at+16 > len(data) {
		return v, false
	}
	high, low := binary.LittleEndian.Uint32(data[at+8:]), binary.LittleEndian.Uint32(data[at+12:])
	v.version = fmt.Sprintf("%d.%d.%d.%d", high>>16, high&0xffff, low>>16, low&0xffff)
	v.product, v.publisher = versionText(data, "ProductName"), versionText(data, "CompanyName")
	return v, true
}

// versionText is the value of a String structure: its key in UTF-16, ended by zero
// and filled up to four bytes, then the value, ended by zero.
func versionText(data []byte, key string) string {
	var wide []byte
	for _, unit := range utf16.Encode([]rune(key + "\x00")) {
		wide = binary.LittleEndian.AppendUint16(wide, unit)
	}
	at := bytes.Index(data, wide)
	if at < 0 {
		return ""
	}
	at = (at + len(wide) + 3) &^ 3
	var text []uint16
	for ; at+2 <= len(data); at += 2 {
		unit := binary.LittleEndian.Uint16(data[at:])
		if unit == 0 {
			break
		}
		text = append(text, unit)
	}
	return strings.TrimSpace(strings.ToValidUTF8(string(utf16.Decode(text)), "\uFFFD"))
}
