package main

import (
	"bytes"
	"compress/gzip"
	"io"

	"fenceline/assets"
)

//go:generate sh -c "cd .. && go run ./.ci/notices"

// notices is the text of all licences; the file is part of the program, so that
// a fault in it is a fault of the build.
func notices() []byte {
	zip, err := gzip.NewReader(bytes.NewReader(assets.Notices))
	if err != nil {
		panic("notices: " + err.Error())
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		panic("notices: " + err.Error())
	}
	return text
}
