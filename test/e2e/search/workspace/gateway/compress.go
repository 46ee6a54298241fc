package gateway

import (
	"bytes"
	"compress/gzip"
)

// CompressBody packs a response with gzip before it is sent.
func CompressBody(body []byte) ([]byte, error) {
	var buffer bytes.Buffer
	writer := gzip.NewWriter(&buffer)
	if _, err := writer.Write(body); err != nil {
		return nil, err
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}
