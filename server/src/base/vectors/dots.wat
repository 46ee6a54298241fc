;; Dot products of rows of signed bytes with one vector of 16-bit numbers, which stands at address 0.
;; `npm run kernel` puts the assembled bytes into dotKernel.ts.
(module
  (memory (export "memory") 2)
  ;; $row: address of the first row; $rows: how many; $stride: bytes of a row, a multiple of 16; $out: where the 32-bit sums go
  (func (export "dots") (param $row i32) (param $rows i32) (param $stride i32) (param $out i32)
    (local $end i32) (local $vector i32) (local $sum v128) (local $bytes v128)
    (block $done
      (loop $next_row
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $end (i32.add (local.get $row) (local.get $stride)))
        (local.set $vector (i32.const 0))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (loop $next_bytes
          (local.set $bytes (v128.load (local.get $row)))
          (local.set $sum
            (i32x4.add
              (local.get $sum)
              (i32x4.add
                (i32x4.dot_i16x8_s
                  (i16x8.extend_low_i8x16_s (local.get $bytes))
                  (v128.load (local.get $vector)))
                (i32x4.dot_i16x8_s
                  (i16x8.extend_high_i8x16_s (local.get $bytes))
                  (v128.load offset=16 (local.get $vector))))))
          (local.set $vector (i32.add (local.get $vector) (i32.const 32)))
          (local.set $row (i32.add (local.get $row) (i32.const 16)))
          (br_if $next_bytes (i32.lt_u (local.get $row) (local.get $end))))
        (i32.store
          (local.get $out)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $next_row)))))
