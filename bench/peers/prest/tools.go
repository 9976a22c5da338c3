//go:build tools

// pREST is built by its exact version, as `go install` would build the newest.
package tools

import _ "github.com/prest/prest/cmd/prestd"
