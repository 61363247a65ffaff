package rpmdb

import (
	"encoding/binary"
	"io/fs"
)

// The database file format of SQLite (sqlite.org/fileformat2.html, sections 1.3,
// 1.5, 1.6, 2.1).
const (
	sqliteMagic    = "SQLite format 3\x00"
	sqliteHead     = 100
	pageInterior   = 5  // of a table
	pageLeaf       = 13 // of a table
	maxDepth       = 40
	packagesTable  = "Packages"
	schemaRootPage = 1
)

type sqlite struct {
	file
	pageSize int
	usable   int // of a page, without what extensions reserve
	pages    uint32
	log      map[uint32][]byte // newer pages, of the write-ahead log
}

func openSQLite(f file, root fs.FS, name string) (source, error) {
	log, err := fs.ReadFile(root, name+"-wal")
	if err != nil {
		log = nil // there is none, or it is closed to us
	}
	db := &sqlite{file: f}
	head, err := f.bytes(0, sqliteHead)
	if err != nil {
		return nil, err
	}
	if string(head[:len(sqliteMagic)]) != sqliteMagic {
		return nil, damaged("byte 0")
	}
	db.pageSize = int(binary.BigEndian.Uint16(head[16:]))
	if db.pageSize == 1 {
		db.pageSize = 1 << 16
	}
	db.usable = db.pageSize - int(head[20])
	if db.pageSize < 512 || db.pageSize&(db.pageSize-1) != 0 || db.usable < 480 {
		return nil, damaged("byte 16")
	}
	db.pages = uint32(min(f.size/int64(db.pageSize), 1<<31))
	db.readLog(log)
	return db, nil
}

func (db *sqlite) bytesHeld() int64 { return db.size + int64(len(db.log)*db.pageSize) }

// page gives a page, counted from 1.
func (db *sqlite) page(n uint32) ([]byte, error) {
	if p, ok := db.log[n]; ok {
		return p, nil
	}
	if n == 0 || n > db.pages {
		return nil, damaged(page(n))
	}
	return db.bytes(int64(n-1)*int64(db.pageSize), db.pageSize)
}

func (db *sqlite) headers(emit func([]byte) error) error {
	root := uint32(0)
	if err := db.rows(schemaRootPage, func(columns [][]byte) error { // type, name, tbl_name, rootpage, sql
		if len(columns) >= 4 && string(columns[0]) == "table" && string(columns[1]) == packagesTable {
			root = 0
			for _, b := range columns[3] {
				root = root<<8 | uint32(b)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if root == 0 {
		return damaged("no table of packages")
	}
	return db.rows(root, func(columns [][]byte) error { // hnum (kept as the row's number), blob
		if len(columns) < 2 {
			return damaged("a row of the table of packages")
		}
		return emit(columns[1])
	})
}

// rows walks a table's b-tree in the order of its rows. No page is walked twice.
func (db *sqlite) rows(root uint32, row func(columns [][]byte) error) error {
	seen := map[uint32]bool{}
	var walk func(n uint32, depth int) error
	walk = func(n uint32, depth int) error {
		if seen[n] || depth > maxDepth {
			return damaged(page(n))
		}
		seen[n] = true
		p, err := db.page(n)
		if err != nil {
			return err
		}
		head := 0
		if n == schemaRootPage {
			head = sqliteHead
		}
		kind, count := p[head], int(binary.BigEndian.Uint16(p[head+3:]))
		first := head + 8
		if kind == pageInterior {
			first = head + 12
		}
		if kind != pageInterior && kind != pageLeaf || first+2*count > db.usable {
			return damaged(page(n))
		}
		for i := range count {
			at := int(binary.BigEndian.Uint16(p[first+2*i:]))
			if at < first || at+4 > db.usable {
				return damaged(page(n))
			}
			if kind == pageInterior {
				err = walk(binary.BigEndian.Uint32(p[at:]), depth+1)
			} else {
				err = db.cell(n, p, at, row)
			}
			if err != nil {
				return err
			}
		}
		if kind == pageInterior {
			return walk(binary.BigEndian.Uint32(p[head+8:]), depth+1)
		}
		return nil
	}
	return walk(root, 0)
}

// cell hands over the columns of the row in a leaf's cell: the payload's length,
// the row's number, the payload, of which what does not fit stands in a chain of
// overflow pages.
func (db *sqlite) cell(n uint32, p []byte, at int, row func([][]byte) error) error {
	length, used := varint(p[at:db.usable])
	_, more := varint(p[min(at+used, db.usable):db.usable])
	at += used + more
	if used == 0 || more == 0 || length > maxHeader {
		return damaged(page(n))
	}
	total := int(length)
	here := total
	if most := db.usable - 35; total > most {
		least := (db.usable-12)*32/255 - 23
		if here = least + (total-least)%(db.usable-4); here > most {
			here = least
		}
	}
	if at+here > db.usable {
		return damaged(page(n))
	}
	payload := make([]byte, 0, min(total, 1<<16))
	payload = append(payload, p[at:at+here]...)
	if here < total {
		if at+here+4 > db.usable {
			return damaged(page(n))
		}
		next := binary.BigEndian.Uint32(p[at+here:])
		for len(payload) < total {
			more, err := db.page(next)
			if err != nil {
				return err
			}
			next = binary.BigEndian.Uint32(more)
			payload = append(payload, more[4:4+min(db.usable-4, total-len(payload))]...)
		}
	}
	columns := record(payload)
	if columns == nil {
		return damaged(page(n))
	}
	return row(columns)
}

// record splits a record into its columns; numbers stay the big-endian bytes they
// are kept as. Nil where it is cut.
func record(payload []byte) [][]byte {
	size, used := varint(payload)
	if used == 0 || size < uint64(used) || size > uint64(len(payload)) {
		return nil
	}
	kinds, body := payload[used:size], payload[size:]
	out := [][]byte{}
	for len(kinds) > 0 {
		kind, used := varint(kinds)
		if used == 0 {
			return nil
		}
		kinds = kinds[used:]
		n := uint64(0)
		switch {
		case kind >= 12:
			n = (kind - 12) / 2
		case kind <= 4:
			n = kind
		case kind == 5:
			n = 6
		case kind <= 7:
			n = 8
		}
		if n > uint64(len(body)) {
			return nil
		}
		out = append(out, body[:n])
		body = body[n:]
	}
	return out
}

// varint reads SQLite's variable-length number, 1 to 9 bytes; used is 0 where it is
// cut.
func varint(b []byte) (n uint64, used int) {
	for i := range min(len(b), 9) {
		if i == 8 {
			return n<<8 | uint64(b[i]), 9
		}
		n = n<<7 | uint64(b[i]&0x7f)
		if b[i] < 0x80 {
			return n, i + 1
		}
	}
	return 0, 0
}

// The write-ahead log (section 4).
const (
	logHead   = 32
	frameHead = 24
	logMagic  = 0x377f0682 // the last bit says that the sums are big-endian
)

// readLog takes the pages of the committed transactions in a log. What follows the
// last commit, or does not carry the log's salts and sums, counts for nothing, as
// SQLite itself holds it.
func (db *sqlite) readLog(log []byte) {
	if len(log) < logHead || binary.BigEndian.Uint32(log)&^1 != logMagic || int(binary.BigEndian.Uint32(log[8:])) != db.pageSize {
		return
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if log[3]&1 == 1 {
		order = binary.BigEndian
	}
	var sum [2]uint32
	add := func(b []byte) {
		for ; len(b) >= 8; b = b[8:] {
			sum[0] += order.Uint32(b) + sum[1]
			sum[1] += order.Uint32(b[4:]) + sum[0]
		}
	}
	holds := func(at []byte) bool {
		return binary.BigEndian.Uint32(at) == sum[0] && binary.BigEndian.Uint32(at[4:]) == sum[1]
	}
	if add(log[:24]); !holds(log[24:]) {
		return
	}
	salts := string(log[16:24])
	waiting := map[uint32][]byte{}
	db.log = map[uint32][]byte{}
	for rest := log[logHead:]; len(rest) >= frameHead+db.pageSize; rest = rest[frameHead+db.pageSize:] {
		frame, body := rest[:frameHead], rest[frameHead:frameHead+db.pageSize]
		if string(frame[8:16]) != salts {
			break
		}
		add(frame[:8])
		if add(body); !holds(frame[16:]) {
			break
		}
		waiting[binary.BigEndian.Uint32(frame)] = body
		if pages := binary.BigEndian.Uint32(frame[4:]); pages > 0 {
			for n, p := range waiting {
				db.log[n] = p
			}
			clear(waiting)
			db.pages = pages
		}
	}
}
