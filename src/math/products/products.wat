;; Inner products of all rows of one block with all rows of another; `products.ts` says how the rows lie in memory.
;; Two rows by two at a time: each number that was loaded is used twice, and eight sums fill the processor's pipelines.
(module
  (memory (export "memory") 1)

  ;; a, b: where the blocks begin; rows, columns: how many rows they have, both even; bytes: of a row, divisible by 32;
  ;; out: where rows × columns floats go.
  (func (export "multiply")
    (param $a i32) (param $rows i32) (param $b i32) (param $columns i32) (param $bytes i32) (param $out i32)
    (local $aEnd i32) (local $bEnd i32) (local $b0 i32)
    (local $p i32) (local $pEnd i32) (local $q i32) (local $p1 i32) (local $q1 i32) (local $line i32)
    (local $x v128) (local $y v128) (local $u v128) (local $v v128)
    (local $low00 v128) (local $low01 v128) (local $low10 v128) (local $low11 v128)
    (local $high00 v128) (local $high01 v128) (local $high10 v128) (local $high11 v128)
    (local.set $line (i32.mul (local.get $columns) (i32.const 4)))
    (local.set $aEnd (i32.add (local.get $a) (i32.mul (local.get $rows) (local.get $bytes))))
    (local.set $bEnd (i32.add (local.get $b) (i32.mul (local.get $columns) (local.get $bytes))))
    (block $done
      (loop $eachTwoRows
        (br_if $done (i32.ge_u (local.get $a) (local.get $aEnd)))
        (local.set $b0 (local.get $b))
        (block $lineDone
          (loop $eachTwoColumns
            (br_if $lineDone (i32.ge_u (local.get $b0) (local.get $bEnd)))
            (local.set $p (local.get $a))
            (local.set $pEnd (i32.add (local.get $a) (local.get $bytes)))
            (local.set $p1 (local.get $pEnd))
            (local.set $q (local.get $b0))
            (local.set $q1 (i32.add (local.get $b0) (local.get $bytes)))
            (local.set $low00 (v128.const f64x2 0 0))
            (local.set $low01 (v128.const f64x2 0 0))
            (local.set $low10 (v128.const f64x2 0 0))
            (local.set $low11 (v128.const f64x2 0 0))
            (local.set $high00 (v128.const f64x2 0 0))
            (local.set $high01 (v128.const f64x2 0 0))
            (local.set $high10 (v128.const f64x2 0 0))
            (local.set $high11 (v128.const f64x2 0 0))
            (block $sumsDone
              (loop $eachFour
                (br_if $sumsDone (i32.ge_u (local.get $p) (local.get $pEnd)))
                (local.set $x (v128.load (local.get $p)))
                (local.set $y (v128.load (local.get $p1)))
                (local.set $u (v128.load (local.get $q)))
                (local.set $v (v128.load (local.get $q1)))
                (local.set $low00 (f64x2.add (local.get $low00) (f64x2.mul (local.get $x) (local.get $u))))
                (local.set $low01 (f64x2.add (local.get $low01) (f64x2.mul (local.get $x) (local.get $v))))
                (local.set $low10 (f64x2.add (local.get $low10) (f64x2.mul (local.get $y) (local.get $u))))
                (local.set $low11 (f64x2.add (local.get $low11) (f64x2.mul (local.get $y) (local.get $v))))
                (local.set $x (v128.load offset=16 (local.get $p)))
                (local.set $y (v128.load offset=16 (local.get $p1)))
                (local.set $u (v128.load offset=16 (local.get $q)))
                (local.set $v (v128.load offset=16 (local.get $q1)))
                (local.set $high00 (f64x2.add (local.get $high00) (f64x2.mul (local.get $x) (local.get $u))))
                (local.set $high01 (f64x2.add (local.get $high01) (f64x2.mul (local.get $x) (local.get $v))))
                (local.set $high10 (f64x2.add (local.get $high10) (f64x2.mul (local.get $y) (local.get $u))))
                (local.set $high11 (f64x2.add (local.get $high11) (f64x2.mul (local.get $y) (local.get $v))))
                (local.set $p (i32.add (local.get $p) (i32.const 32)))
                (local.set $p1 (i32.add (local.get $p1) (i32.const 32)))
                (local.set $q (i32.add (local.get $q) (i32.const 32)))
                (local.set $q1 (i32.add (local.get $q1) (i32.const 32)))
                (br $eachFour)))
            (f32.store (local.get $out) (call $sum (local.get $low00) (local.get $high00)))
            (f32.store offset=4 (local.get $out) (call $sum (local.get $low01) (local.get $high01)))
            (f32.store (i32.add (local.get $out) (local.get $line))
              (call $sum (local.get $low10) (local.get $high10)))
            (f32.store offset=4 (i32.add (local.get $out) (local.get $line))
              (call $sum (local.get $low11) (local.get $high11)))
            (local.set $out (i32.add (local.get $out) (i32.const 8)))
            (local.set $b0 (i32.add (local.get $b0) (i32.mul (local.get $bytes) (i32.const 2))))
            (br $eachTwoColumns)))
        (local.set $out (i32.add (local.get $out) (local.get $line)))
        (local.set $a (i32.add (local.get $a) (i32.mul (local.get $bytes) (i32.const 2))))
        (br $eachTwoRows))))

  ;; (s0 + s1) + (s2 + s3), rounded once.
  (func $sum (param $low v128) (param $high v128) (result f32)
    (f32.demote_f64
      (f64.add
        (f64.add (f64x2.extract_lane 0 (local.get $low)) (f64x2.extract_lane 1 (local.get $low)))
        (f64.add (f64x2.extract_lane 0 (local.get $high)) (f64x2.extract_lane 1 (local.get $high)))))))
