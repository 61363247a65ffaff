package rpmdb

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
)

// Tags and types of a header (rpm's "Package format", section "Header").
const (
	tagName      = 1000
	tagVersion   = 1001
	tagRelease   = 1002
	tagEpoch     = 1003
	tagArch      = 1022
	tagSourceRPM = 1044

	typeInt32  = 4
	typeString = 6
	typeI18N   = 9

	entrySize = 16
)

// header reads a package of a header without its magic, as databases keep it: the
// number of entries and the bytes of the store, both big-endian, the entries (tag,
// type, offset, count), the store. ok is false where it has no name or version.
func header(blob []byte) (p Package, ok bool) {
	if len(blob) < 8 {
		return p, false
	}
	entries, size := binary.BigEndian.Uint32(blob), binary.BigEndian.Uint32(blob[4:])
	if uint64(entries)*entrySize+uint64(size) > uint64(len(blob)-8) {
		return p, false
	}
	index, store := blob[8:8+entries*entrySize], blob[8+entries*entrySize:]
	store = store[:size]
	var version, release, source string
	epoch, hasEpoch := uint32(0), false
	for ; len(index) > 0; index = index[entrySize:] {
		tag, kind, at := binary.BigEndian.Uint32(index), binary.BigEndian.Uint32(index[4:]), binary.BigEndian.Uint32(index[8:])
		switch tag {
		case tagName:
			p.Name = text(store, kind, at)
		case tagVersion:
			version = text(store, kind, at)
		case tagRelease:
			release = text(store, kind, at)
		case tagArch:
			p.Arch = text(store, kind, at)
		case tagSourceRPM:
			source = text(store, kind, at)
		case tagEpoch:
			if kind == typeInt32 && uint64(at)+4 <= uint64(len(store)) {
				epoch, hasEpoch = binary.BigEndian.Uint32(store[at:]), true
			}
		}
	}
	p.Version, p.Source = version, sourceName(source)
	if release != "" {
		p.Version += "-" + release
	}
	if hasEpoch {
		p.Version = strconv.FormatUint(uint64(epoch), 10) + ":" + p.Version
	}
	return p, p.Name != "" && version != ""
}

// text is the text at an offset of the store, the first one of a list; "" where
// there is none.
func text(store []byte, kind, at uint32) string {
	if kind != typeString && kind != typeI18N || uint64(at) >= uint64(len(store)) {
		return ""
	}
	end := bytes.IndexByte(store[at:], 0)
	if end < 0 {
		return ""
	}
	return strings.ToValidUTF8(string(store[at:int(at)+end]), "\uFFFD")
}

// sourceName is the name in NAME-VERSION-RELEASE.src.rpm; "" where it is none.
func sourceName(file string) string {
	rest, ok := strings.CutSuffix(file, ".src.rpm")
	if !ok {
		if rest, ok = strings.CutSuffix(file, ".nosrc.rpm"); !ok {
			return ""
		}
	}
	for range 2 {
		at := strings.LastIndexByte(rest, '-')
		if at <= 0 {
			return ""
		}
		rest = rest[:at]
	}
	return rest
}
