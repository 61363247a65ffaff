// Command fenceline is the patch desk: this package wires the rooms together
// and holds nothing else.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones on systems that have none, such as Windows

	"fenceline/internal/cli"
	"fenceline/testdata/sample"
)

// version is the program's version; releases set it when they are built.
var version = "0.1.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, cli.Env{
		Stdin:   os.Stdin,
		Stdout:  os.Stdout,
		Stderr:  os.Stderr,
		Program: "Fenceline " + version,
		Sample:  sample.FS,
		Notices: notices,
		Locale:  systemLocale(),
		Window:  window,
	}, os.Args[1:])
	stop()
	os.Exit(code)
}
