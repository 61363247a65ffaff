package rpmdb

import (
	"encoding/binary"
	"io/fs"
	"strconv"
)

// rpm's own database (rpm's lib/backend/ndb/rpmpkg.c): little-endian; a head of two
// slots, pages of slots of 16 bytes, then headers in blocks of 16 bytes, each framed
// by its length and marks.
const (
	ndbMagic   = "RpmP"
	slotMagic  = "Slot"
	blobMagic  = "BlbS"
	slotSize   = 16
	slotPage   = 4096
	headSlots  = 2
	ndbVersion = 0
	maxSlots   = 2048 // pages of slots
)

type ndb struct {
	file
	slots []byte
}

func openNDB(f file, _ fs.FS, _ string) (source, error) {
	head, err := f.bytes(0, headSlots*slotSize)
	if err != nil {
		return nil, err
	}
	pages := binary.LittleEndian.Uint32(head[12:])
	if string(head[:4]) != ndbMagic || binary.LittleEndian.Uint32(head[4:]) != ndbVersion || pages == 0 || pages > maxSlots {
		return nil, damaged("byte 0")
	}
	slots, err := f.bytes(headSlots*slotSize, int(pages)*slotPage-headSlots*slotSize)
	return &ndb{f, slots}, err
}

func (db *ndb) headers(emit func([]byte) error) error {
	for at, slots := 0, db.slots; len(slots) >= slotSize; at, slots = at+1, slots[slotSize:] {
		id, block := binary.LittleEndian.Uint32(slots[4:]), binary.LittleEndian.Uint32(slots[8:])
		if string(slots[:4]) != slotMagic {
			return damaged("slot " + strconv.Itoa(at))
		}
		if block == 0 {
			continue // free
		}
		head, err := db.bytes(int64(block)*slotSize, slotSize)
		if err != nil {
			return err
		}
		if string(head[:4]) != blobMagic || binary.LittleEndian.Uint32(head[4:]) != id {
			return damaged("slot " + strconv.Itoa(at))
		}
		length := binary.LittleEndian.Uint32(head[12:])
		if length > maxHeader {
			return damaged("slot " + strconv.Itoa(at))
		}
		blob, err := db.bytes((int64(block)+1)*slotSize, int(length))
		if err != nil {
			return err
		}
		if err := emit(blob); err != nil {
			return err
		}
	}
	return nil
}
