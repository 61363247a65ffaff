package rpmdb

import (
	"encoding/binary"
	"io/fs"
)

// A hash of Berkeley DB (its dbinc/db_page.h): pages in the order of bytes of the
// machine that made it.
const (
	bdbMagic     = 0x061561
	bdbHead      = 512
	bdbPageHead  = 26
	pageHash     = 13
	pageUnsorted = 2 // a hash page of older releases
	pageOverflow = 7
	itemInline   = 1
	itemOffPage  = 3
	counterKey   = 0 // under which the last package's number is kept
)

type bdb struct {
	file
	order binary.ByteOrder
	size  int // of a page
	last  uint32
}

func openBDB(f file, _ fs.FS, _ string) (source, error) {
	head, err := f.bytes(0, bdbHead)
	if err != nil {
		return nil, err
	}
	db := &bdb{file: f, order: binary.LittleEndian}
	if binary.BigEndian.Uint32(head[12:]) == bdbMagic {
		db.order = binary.BigEndian
	}
	db.size, db.last = int(db.order.Uint32(head[20:])), db.order.Uint32(head[32:])
	if db.order.Uint32(head[12:]) != bdbMagic || db.size < bdbHead || db.size > 1<<16 || db.size&(db.size-1) != 0 {
		return nil, damaged("byte 12")
	}
	if encrypted := head[24]; encrypted != 0 {
		return nil, damaged("byte 24")
	}
	return db, nil
}

func (db *bdb) page(n uint32) ([]byte, error) {
	return db.bytes(int64(n)*int64(db.size), db.size)
}

func (db *bdb) headers(emit func([]byte) error) error {
	for n := uint32(1); n <= db.last; n++ {
		p, err := db.page(n)
		if err != nil {
			return err
		}
		if kind := p[25]; kind != pageHash && kind != pageUnsorted {
			continue
		}
		if err := db.pairs(n, p, emit); err != nil {
			return err
		}
	}
	return nil
}

// pairs hands over the values of a hash page. Its items are keys and values in turn;
// each reaches from its offset to that of the one before.
func (db *bdb) pairs(n uint32, p []byte, emit func([]byte) error) error {
	count := int(db.order.Uint16(p[20:]))
	if bdbPageHead+2*count > db.size || count%2 != 0 {
		return damaged(page(n))
	}
	item := func(i int) []byte {
		end := db.size
		if i > 0 {
			end = int(db.order.Uint16(p[bdbPageHead+2*(i-1):]))
		}
		at := int(db.order.Uint16(p[bdbPageHead+2*i:]))
		if at < bdbPageHead+2*count || at >= end || end > db.size {
			return nil
		}
		return p[at:end]
	}
	for i := 0; i < count; i += 2 {
		key, value := item(i), item(i+1)
		if len(key) == 0 || len(value) == 0 {
			return damaged(page(n))
		}
		if key[0] == itemInline && len(key) == 5 && db.order.Uint32(key[1:]) == counterKey {
			continue
		}
		var blob []byte
		var err error
		switch {
		case value[0] == itemInline:
			blob = value[1:]
		case value[0] == itemOffPage && len(value) >= 12:
			blob, err = db.overflow(db.order.Uint32(value[4:]), db.order.Uint32(value[8:]))
		default:
			err = damaged(page(n))
		}
		if err == nil {
			err = emit(blob)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// overflow gathers a value of the given length from a chain of pages.
func (db *bdb) overflow(n, length uint32) ([]byte, error) {
	if length > maxHeader {
		return nil, damaged(page(n))
	}
	out := make([]byte, 0, min(length, 1<<16))
	for uint32(len(out)) < length {
		p, err := db.page(n)
		if err != nil {
			return nil, err
		}
		used := int(db.order.Uint16(p[22:]))
		if n == 0 || p[25] != pageOverflow || used == 0 || bdbPageHead+used > db.size {
			return nil, damaged(page(n))
		}
		out = append(out, p[bdbPageHead:bdbPageHead+used]...)
		n = db.order.Uint32(p[16:])
	}
	return out[:length], nil
}
