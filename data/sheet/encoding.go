package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// encodingOf finds how a text is written: UTF-16 by its mark or by every other
// byte being zero, UTF-8 by what it is made of, and else Windows-1252, in which
// spreadsheets on Windows save. The whole text is looked at, since the first
// accent may come late. A file with zero bytes is no text: CodeFormat.
func encodingOf(in io.ReaderAt, size int64) (Encoding, error) {
	begin := make([]byte, min(size, 1024))
	if n, err := in.ReadAt(begin, 0); err != nil && !(errors.Is(err, io.EOF) && n == len(begin)) {
		return "", unreadable(err)
	}
	if e := twoBytes(begin); e != EncodingFound {
		return e, nil
	}
	valid, invalid := 0, 0
	for runes := bufio.NewReaderSize(io.NewSectionReader(in, 0, size), 64<<10); ; {
		r, n, err := runes.ReadRune()
		switch {
		case errors.Is(err, io.EOF) && valid >= invalid:
			// A few damaged letters do not make all the others wrong.
			return UTF8, nil
		case errors.Is(err, io.EOF):
			return Windows1252, nil
		case err != nil:
			return "", unreadable(err)
		case r == 0:
			return "", failure(CodeFormat, errors.New("zero bytes"))
		case r == utf8.RuneError && n == 1:
			invalid++
		case n > 1:
			valid++
		}
	}
}

// twoBytes is the kind of UTF-16 that a text is written in, EncodingFound for none.
func twoBytes(begin []byte) Encoding {
	switch {
	case bytes.HasPrefix(begin, []byte("\xff\xfe")):
		return UTF16LE
	case bytes.HasPrefix(begin, []byte("\xfe\xff")):
		return UTF16BE
	}
	zeros := [2]int{}
	for i, b := range begin {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(begin) / 2; {
	case half < 2:
		return EncodingFound
	case zeros[0] == 0 && zeros[1]*2 > half:
		return UTF16LE
	case zeros[1] == 0 && zeros[0]*2 > half:
		return UTF16BE
	}
	return EncodingFound
}
