// Package scan lists the software in a folder as an SBOM in syft's own JSON, with
// syft as a library: installed Python, Node, Ruby, PHP and R packages, Java
// archives, Go and Rust programs, .NET assemblies and Windows programs by their
// version resources, packages of dpkg and apk, and known programs by their bytes.
//
// It reads the folder and nothing else: no link is followed, nothing found is
// started, nothing is asked of a network (every such option of the library is off),
// and nothing in the folder is written. Archives that lie in it are unpacked into
// the system's folder for temporary files while they are read.
//
// Files are found by one walk of our own, so that a scan can be cancelled, limited
// and counted: what was left out is in the [Result], and nothing is left out in
// silence.
package scan
