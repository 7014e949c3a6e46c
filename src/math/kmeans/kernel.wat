;; The work of k-means that goes over every point; `kernel.ts` says how the numbers lie in memory, `assign.ts` what they are for.
;; Distances, bounds and tables are floats; rows of points hold 16-bit integers, and centroids
;; too, four side by side: eight numbers of one, eight of the next.
(module
  (memory (export "memory") 1)

  ;; Where things lie, and sizes: bytes of a row of integers (divisible by 32), centroids (divisible by 4).
  (global $points (mut i32) (i32.const 0))
  (global $bytes (mut i32) (i32.const 0))
  (global $centroids (mut i32) (i32.const 0))
  (global $k (mut i32) (i32.const 0))
  (global $squares (mut i32) (i32.const 0))
  (global $downs (mut i32) (i32.const 0))
  (global $ups (mut i32) (i32.const 0))
  (global $shifts (mut i32) (i32.const 0))
  (global $distances (mut i32) (i32.const 0))
  (global $lower (mut i32) (i32.const 0))
  (global $upper (mut i32) (i32.const 0))
  (global $least (mut i32) (i32.const 0))
  (global $labels (mut i32) (i32.const 0))

  (func (export "place")
    (param $points i32) (param $bytes i32) (param $centroids i32) (param $k i32) (param $squares i32) (param $downs i32)
    (param $ups i32) (param $shifts i32) (param $distances i32) (param $lower i32) (param $upper i32) (param $least i32)
    (param $labels i32)
    (global.set $points (local.get $points))
    (global.set $bytes (local.get $bytes))
    (global.set $centroids (local.get $centroids))
    (global.set $k (local.get $k))
    (global.set $squares (local.get $squares))
    (global.set $downs (local.get $downs))
    (global.set $ups (local.get $ups))
    (global.set $shifts (local.get $shifts))
    (global.set $distances (local.get $distances))
    (global.set $lower (local.get $lower))
    (global.set $upper (local.get $upper))
    (global.set $least (local.get $least))
    (global.set $labels (local.get $labels)))

  ;; The largest square of a length and the largest number among rows of floats, each of `bytes` bytes, divisible by 16; both are
  ;; written to `out`, where those so far stand.
  (func (export "largest") (param $from i32) (param $to i32) (param $bytes i32) (param $out i32)
    (local $end i32) (local $x v128) (local $sum v128) (local $most v128) (local $square f32)
    (local.set $square (f32.load (local.get $out)))
    (block $done
      (loop $eachRow
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $end (i32.add (local.get $from) (local.get $bytes)))
        (local.set $sum (v128.const f32x4 0 0 0 0))
        (loop $eachFour
          (local.set $x (v128.load (local.get $from)))
          (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (local.get $x) (local.get $x))))
          (local.set $most (f32x4.max (local.get $most) (f32x4.abs (local.get $x))))
          (local.set $from (i32.add (local.get $from) (i32.const 16)))
          (br_if $eachFour (i32.lt_u (local.get $from) (local.get $end))))
        (local.set $square (f32.max (local.get $square)
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
            (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum))))))
        (br $eachRow)))
    (f32.store (local.get $out) (local.get $square))
    (f32.store offset=4 (local.get $out)
      (f32.max (f32.load offset=4 (local.get $out))
        (f32.max
          (f32.max (f32x4.extract_lane 0 (local.get $most)) (f32x4.extract_lane 1 (local.get $most)))
          (f32.max (f32x4.extract_lane 2 (local.get $most)) (f32x4.extract_lane 3 (local.get $most)))))))

  ;; Writes floats, times a factor, as integers; the bytes between `from` and `to` are divisible by 32.
  (func (export "pack") (param $from i32) (param $to i32) (param $out i32) (param $factor f32)
    (local $f v128)
    (local.set $f (f32x4.splat (local.get $factor)))
    (block $done
      (loop $eachEight
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (v128.store (local.get $out)
          (i16x8.narrow_i32x4_s
            (i32x4.trunc_sat_f32x4_s (f32x4.nearest (f32x4.mul (local.get $f) (v128.load (local.get $from)))))
            (i32x4.trunc_sat_f32x4_s (f32x4.nearest (f32x4.mul (local.get $f) (v128.load offset=16 (local.get $from)))))))
        (local.set $from (i32.add (local.get $from) (i32.const 32)))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (br $eachEight))))

  ;; Looks at the points from `from` to before `to`: those that their bounds hold to their places stay. Of the others the distance
  ;; from their own centroid is measured, then from those that may be nearer; where these are many the point is listed in `list`, to
  ;; be measured from all. Lists in `unsure` those of which the nearest centroid is not sure. Returns the two lists' ends.
  (func (export "follow")
    (param $from i32) (param $to i32) (param $factor f32) (param $error f32) (param $slack f32) (param $fastest f32)
    (param $many i32) (param $list i32) (param $unsure i32)
    (result i32 i32)
    (local $at i32) (local $label i32) (local $former i32) (local $few i32) (local $bounds i32) (local $x i32) (local $c i32)
    (local $own f32) (local $most f32) (local $nearest f32) (local $second f32) (local $distance f32) (local $first f32)
    (block $done
      (loop $eachPoint
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (block $next
          (local.set $at (i32.mul (local.get $from) (i32.const 4)))
          (local.set $label (i32.load (i32.add (global.get $labels) (local.get $at))))
          (local.set $own
            (f32.add
              (local.get $slack)
              (f32.add
                (f32.load (i32.add (global.get $upper) (local.get $at)))
                (f32.load (i32.add (global.get $ups) (i32.mul (local.get $label) (i32.const 4)))))))
          (br_if $next
            (f32.gt
              (f32.add (f32.load (i32.add (global.get $least) (local.get $at))) (local.get $fastest))
              (local.get $own)))
          (local.set $bounds
            (i32.add (global.get $lower) (i32.mul (i32.mul (local.get $from) (global.get $k)) (i32.const 4))))
          (local.set $most (call $leastBound (local.get $bounds)))
          (f32.store (i32.add (global.get $least) (local.get $at)) (f32.sub (local.get $most) (local.get $fastest)))
          (br_if $next (f32.gt (local.get $most) (local.get $own)))

          (local.set $x (i32.add (global.get $points) (i32.mul (local.get $from) (global.get $bytes))))
          (local.set $first (call $distance (local.get $x) (local.get $label) (local.get $factor)))
          (local.set $own (f32.add (local.get $first) (local.get $error)))
          (f32.store (i32.add (global.get $upper) (local.get $at))
            (f32.sub (local.get $own)
              (f32.load (i32.add (global.get $ups) (i32.mul (local.get $label) (i32.const 4))))))
          (br_if $next (f32.gt (local.get $most) (local.get $own)))
          (local.set $few (call $countBelow (local.get $bounds) (local.get $own)))
          (if (i32.gt_u (local.get $few) (local.get $many))
            (then
              (i32.store (local.get $list) (local.get $from))
              (local.set $list (i32.add (local.get $list) (i32.const 4)))
              (br $next)))

          (local.set $former (local.get $label))
          (local.set $nearest (local.get $first))
          (local.set $second (f32.const inf))
          (local.set $c (i32.const -1))
          (loop $eachNear
            (local.set $c (call $nextBelow (local.get $bounds) (local.get $own) (i32.add (local.get $c) (i32.const 1))))
            (local.set $distance (call $distance (local.get $x) (local.get $c) (local.get $factor)))
            (f32.store (i32.add (local.get $bounds) (i32.mul (local.get $c) (i32.const 4)))
              (f32.sub (local.get $distance)
                (f32.load (i32.add (global.get $shifts) (i32.mul (local.get $c) (i32.const 4))))))
            (if (f32.lt (local.get $distance) (local.get $nearest))
              (then
                (local.set $second (local.get $nearest))
                (local.set $nearest (local.get $distance))
                (local.set $label (local.get $c)))
              (else
                (local.set $second (f32.min (local.get $second) (local.get $distance)))))
            (local.set $few (i32.sub (local.get $few) (i32.const 1)))
            (br_if $eachNear (local.get $few)))
          (if (i32.ne (local.get $label) (local.get $former))
            (then
              (f32.store (i32.add (local.get $bounds) (i32.mul (local.get $former) (i32.const 4)))
                (f32.sub (local.get $first)
                  (f32.load (i32.add (global.get $shifts) (i32.mul (local.get $former) (i32.const 4))))))
              (f32.store (i32.add (local.get $bounds) (i32.mul (local.get $label) (i32.const 4))) (f32.const inf))
              (i32.store (i32.add (global.get $labels) (local.get $at)) (local.get $label))
              (f32.store (i32.add (global.get $upper) (local.get $at))
                (f32.sub
                  (f32.add (local.get $nearest) (local.get $error))
                  (f32.load (i32.add (global.get $ups) (i32.mul (local.get $label) (i32.const 4))))))))
          (f32.store (i32.add (global.get $least) (local.get $at))
            (f32.sub (call $leastBound (local.get $bounds)) (local.get $fastest)))
          (br_if $next
            (f32.gt (f32.sub (local.get $second) (local.get $nearest)) (f32.mul (f32.const 2) (local.get $error))))
          (i32.store (local.get $unsure) (local.get $from))
          (local.set $unsure (i32.add (local.get $unsure) (i32.const 4))))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $eachPoint)))
    (local.get $list)
    (local.get $unsure))

  ;; The least of the lower bounds of a point, as they have moved.
  (func $leastBound (param $at i32) (result f32)
    (local $end i32) (local $down i32) (local $minimum v128)
    (local.set $end (i32.add (local.get $at) (i32.mul (global.get $k) (i32.const 4))))
    (local.set $down (global.get $downs))
    (local.set $minimum (v128.const f32x4 inf inf inf inf))
    (loop $eachFour
      (local.set $minimum
        (f32x4.pmin (local.get $minimum) (f32x4.add (v128.load (local.get $at)) (v128.load (local.get $down)))))
      (local.set $down (i32.add (local.get $down) (i32.const 16)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $eachFour (i32.lt_u (local.get $at) (local.get $end))))
    (call $minimum (local.get $minimum)))

  ;; How many of a point's lower bounds, as they have moved, are not above `own`.
  (func $countBelow (param $at i32) (param $own f32) (result i32)
    (local $end i32) (local $down i32) (local $count i32) (local $most v128)
    (local.set $end (i32.add (local.get $at) (i32.mul (global.get $k) (i32.const 4))))
    (local.set $down (global.get $downs))
    (local.set $most (f32x4.splat (local.get $own)))
    (loop $eachFour
      (local.set $count
        (i32.add (local.get $count)
          (i32.popcnt
            (i32x4.bitmask
              (f32x4.le (f32x4.add (v128.load (local.get $at)) (v128.load (local.get $down))) (local.get $most))))))
      (local.set $down (i32.add (local.get $down) (i32.const 16)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $eachFour (i32.lt_u (local.get $at) (local.get $end))))
    (local.get $count))

  ;; The next centroid from `c` on of which a point's lower bound, as it has moved, is not above `own`; there is one.
  (func $nextBelow (param $bounds i32) (param $own f32) (param $c i32) (result i32)
    (block $found
      (loop $each
        (br_if $found
          (f32.le
            (f32.add
              (f32.load (i32.add (local.get $bounds) (i32.mul (local.get $c) (i32.const 4))))
              (f32.load (i32.add (global.get $downs) (i32.mul (local.get $c) (i32.const 4)))))
            (local.get $own)))
        (local.set $c (i32.add (local.get $c) (i32.const 1)))
        (br_if $each (i32.lt_u (local.get $c) (global.get $k)))
        (unreachable)))
    (local.get $c))

  ;; The distance of the point that lies at `x` from a centroid.
  (func $distance (param $x i32) (param $c i32) (param $factor f32) (result f32)
    (local $q i32) (local $end i32) (local $s v128) (local $t v128)
    (local.set $end (i32.add (local.get $x) (global.get $bytes)))
    (local.set $q
      (i32.add
        (global.get $centroids)
        (i32.add
          (i32.mul (i32.and (local.get $c) (i32.const -4)) (global.get $bytes))
          (i32.mul (i32.and (local.get $c) (i32.const 3)) (i32.const 16)))))
    (loop $eachSixteen
      (local.set $s (i32x4.add (local.get $s)
        (i32x4.dot_i16x8_s (v128.load (local.get $x)) (v128.load (local.get $q)))))
      (local.set $t (i32x4.add (local.get $t)
        (i32x4.dot_i16x8_s (v128.load offset=16 (local.get $x)) (v128.load offset=64 (local.get $q)))))
      (local.set $x (i32.add (local.get $x) (i32.const 32)))
      (local.set $q (i32.add (local.get $q) (i32.const 128)))
      (br_if $eachSixteen (i32.lt_u (local.get $x) (local.get $end))))
    (local.set $s (i32x4.add (local.get $s) (local.get $t)))
    (f32.add
      (f32.load (i32.add (global.get $squares) (i32.mul (local.get $c) (i32.const 4))))
      (f32.mul
        (local.get $factor)
        (f32.convert_i32_s
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $s)) (i32x4.extract_lane 1 (local.get $s)))
            (i32.add (i32x4.extract_lane 2 (local.get $s)) (i32x4.extract_lane 3 (local.get $s))))))))

  ;; Measures the distances of listed points, an even number of them, from all centroids, and sets their labels and bounds.
  ;; Lists those of which the nearest centroid is not sure, and returns that list's end.
  (func (export "measure")
    (param $list i32) (param $to i32) (param $factor f32) (param $error f32) (param $fastest f32) (param $unsure i32)
    (result i32)
    (local $x0 i32) (local $x1 i32) (local $pEnd i32) (local $p0 i32) (local $p1 i32)
    (local $q0 i32)
    (local $square i32) (local $squaresEnd i32) (local $at i32) (local $line i32)
    (local $x v128) (local $y v128) (local $q v128) (local $f v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (local $t0 v128) (local $t1 v128) (local $t2 v128) (local $t3 v128)
    (local $least0 v128) (local $least1 v128)
    (local.set $f (f32x4.splat (local.get $factor)))
    (local.set $line (i32.mul (global.get $k) (i32.const 4)))
    (local.set $squaresEnd (i32.add (global.get $squares) (local.get $line)))
    (block $done
      (loop $eachTwoPoints
        (br_if $done (i32.ge_u (local.get $list) (local.get $to)))
        (local.set $x0
          (i32.add (global.get $points) (i32.mul (i32.load (local.get $list)) (global.get $bytes))))
        (local.set $x1
          (i32.add (global.get $points) (i32.mul (i32.load offset=4 (local.get $list)) (global.get $bytes))))
        (local.set $pEnd (i32.add (local.get $x0) (global.get $bytes)))
        (local.set $q0 (global.get $centroids))
        (local.set $square (global.get $squares))
        (local.set $at (global.get $distances))
        (local.set $least0 (v128.const f32x4 inf inf inf inf))
        (local.set $least1 (v128.const f32x4 inf inf inf inf))
        (loop $eachFourCentroids
          (local.set $p0 (local.get $x0))
          (local.set $p1 (local.get $x1))
          (local.set $s0 (v128.const i32x4 0 0 0 0))
          (local.set $s1 (v128.const i32x4 0 0 0 0))
          (local.set $s2 (v128.const i32x4 0 0 0 0))
          (local.set $s3 (v128.const i32x4 0 0 0 0))
          (local.set $t0 (v128.const i32x4 0 0 0 0))
          (local.set $t1 (v128.const i32x4 0 0 0 0))
          (local.set $t2 (v128.const i32x4 0 0 0 0))
          (local.set $t3 (v128.const i32x4 0 0 0 0))
          (loop $eachSixteen
            (local.set $x (v128.load (local.get $p0)))
            (local.set $y (v128.load (local.get $p1)))
            (local.set $q (v128.load (local.get $q0)))
            (local.set $s0 (i32x4.add (local.get $s0) (i32x4.dot_i16x8_s (local.get $x) (local.get $q))))
            (local.set $t0 (i32x4.add (local.get $t0) (i32x4.dot_i16x8_s (local.get $y) (local.get $q))))
            (local.set $q (v128.load offset=16 (local.get $q0)))
            (local.set $s1 (i32x4.add (local.get $s1) (i32x4.dot_i16x8_s (local.get $x) (local.get $q))))
            (local.set $t1 (i32x4.add (local.get $t1) (i32x4.dot_i16x8_s (local.get $y) (local.get $q))))
            (local.set $q (v128.load offset=32 (local.get $q0)))
            (local.set $s2 (i32x4.add (local.get $s2) (i32x4.dot_i16x8_s (local.get $x) (local.get $q))))
            (local.set $t2 (i32x4.add (local.get $t2) (i32x4.dot_i16x8_s (local.get $y) (local.get $q))))
            (local.set $q (v128.load offset=48 (local.get $q0)))
            (local.set $s3 (i32x4.add (local.get $s3) (i32x4.dot_i16x8_s (local.get $x) (local.get $q))))
            (local.set $t3 (i32x4.add (local.get $t3) (i32x4.dot_i16x8_s (local.get $y) (local.get $q))))
            (local.set $x (v128.load offset=16 (local.get $p0)))
            (local.set $y (v128.load offset=16 (local.get $p1)))
            (local.set $q (v128.load offset=64 (local.get $q0)))
            (local.set $s0 (i32x4.add (local.get $s0) (i32x4.dot_i16x8_s (local.get $x) (local.get $q))))
            (local.set $t0 (i32x4.add (local.get $t0) (i32x4.dot_i16x8_s (local.get $y) (local.get $q))))
            (local.set $q (v128.load offset=80 (local.get $q0)))
            (local.set $s1 (i32x4.add (local.get $s1) (i32x4.dot_i16x8_s (local.get $x) (local.get $q))))
            (local.set $t1 (i32x4.add (local.get $t1) (i32x4.dot_i16x8_s (local.get $y) (local.get $q))))
            (local.set $q (v128.load offset=96 (local.get $q0)))
            (local.set $s2 (i32x4.add (local.get $s2) (i32x4.dot_i16x8_s (local.get $x) (local.get $q))))
            (local.set $t2 (i32x4.add (local.get $t2) (i32x4.dot_i16x8_s (local.get $y) (local.get $q))))
            (local.set $q (v128.load offset=112 (local.get $q0)))
            (local.set $s3 (i32x4.add (local.get $s3) (i32x4.dot_i16x8_s (local.get $x) (local.get $q))))
            (local.set $t3 (i32x4.add (local.get $t3) (i32x4.dot_i16x8_s (local.get $y) (local.get $q))))
            (local.set $p0 (i32.add (local.get $p0) (i32.const 32)))
            (local.set $p1 (i32.add (local.get $p1) (i32.const 32)))
            (local.set $q0 (i32.add (local.get $q0) (i32.const 128)))
            (br_if $eachSixteen (i32.lt_u (local.get $p0) (local.get $pEnd))))
          (local.set $x (v128.load (local.get $square)))
          (local.set $s0 (f32x4.add (local.get $x) (f32x4.mul (local.get $f)
            (call $sums (local.get $s0) (local.get $s1) (local.get $s2) (local.get $s3)))))
          (local.set $t0 (f32x4.add (local.get $x) (f32x4.mul (local.get $f)
            (call $sums (local.get $t0) (local.get $t1) (local.get $t2) (local.get $t3)))))
          (v128.store (local.get $at) (local.get $s0))
          (v128.store (i32.add (local.get $at) (local.get $line)) (local.get $t0))
          (local.set $least0 (f32x4.pmin (local.get $least0) (local.get $s0)))
          (local.set $least1 (f32x4.pmin (local.get $least1) (local.get $t0)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (local.set $square (i32.add (local.get $square) (i32.const 16)))
          (br_if $eachFourCentroids (i32.lt_u (local.get $square) (local.get $squaresEnd))))
        (local.set $unsure
          (call $settle (i32.load (local.get $list)) (global.get $distances) (call $minimum (local.get $least0))
            (local.get $error) (local.get $fastest) (local.get $unsure)))
        (local.set $unsure
          (call $settle (i32.load offset=4 (local.get $list)) (i32.add (global.get $distances) (local.get $line))
            (call $minimum (local.get $least1)) (local.get $error) (local.get $fastest) (local.get $unsure)))
        (local.set $list (i32.add (local.get $list) (i32.const 8)))
        (br $eachTwoPoints)))
    (local.get $unsure))

  ;; Sets the label and the bounds of a point from its distances, of which `nearest` is the least.
  (func $settle
    (param $point i32) (param $from i32) (param $nearest f32) (param $error f32) (param $fastest f32) (param $unsure i32)
    (result i32)
    (local $at i32) (local $to i32) (local $mask i32) (local $label i32) (local $shift i32) (local $bound i32)
    (local $x v128) (local $minimum v128) (local $second f32)
    (local.set $to (i32.add (local.get $from) (i32.mul (global.get $k) (i32.const 4))))
    (local.set $at (local.get $from))
    (loop $seek
      (local.set $mask
        (i32x4.bitmask (f32x4.eq (v128.load (local.get $at)) (f32x4.splat (local.get $nearest)))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $seek (i32.and (i32.eqz (local.get $mask)) (i32.lt_u (local.get $at) (local.get $to)))))
    (local.set $at (i32.add (i32.sub (local.get $at) (i32.const 16)) (i32.mul (i32.ctz (local.get $mask)) (i32.const 4))))
    (local.set $label (i32.div_u (i32.sub (local.get $at) (local.get $from)) (i32.const 4)))
    (f32.store (local.get $at) (f32.const inf))
    (local.set $shift (global.get $shifts))
    (local.set $bound
      (i32.add (global.get $lower) (i32.mul (i32.mul (local.get $point) (global.get $k)) (i32.const 4))))
    (local.set $minimum (v128.const f32x4 inf inf inf inf))
    (local.set $at (local.get $from))
    (loop $eachFour
      (local.set $x (v128.load (local.get $at)))
      (local.set $minimum (f32x4.pmin (local.get $minimum) (local.get $x)))
      (v128.store (local.get $bound) (f32x4.sub (local.get $x) (v128.load (local.get $shift))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $shift (i32.add (local.get $shift) (i32.const 16)))
      (local.set $bound (i32.add (local.get $bound) (i32.const 16)))
      (br_if $eachFour (i32.lt_u (local.get $at) (local.get $to))))
    (local.set $second (call $minimum (local.get $minimum)))
    (local.set $at (i32.mul (local.get $point) (i32.const 4)))
    (i32.store (i32.add (global.get $labels) (local.get $at)) (local.get $label))
    (f32.store (i32.add (global.get $upper) (local.get $at))
      (f32.sub
        (f32.add (local.get $nearest) (local.get $error))
        (f32.load (i32.add (global.get $ups) (i32.mul (local.get $label) (i32.const 4))))))
    (f32.store (i32.add (global.get $least) (local.get $at))
      (f32.sub (f32.sub (local.get $second) (local.get $error)) (local.get $fastest)))
    (if (f32.gt (f32.sub (local.get $second) (local.get $nearest)) (f32.mul (f32.const 2) (local.get $error)))
      (then (return (local.get $unsure))))
    (i32.store (local.get $unsure) (local.get $point))
    (i32.add (local.get $unsure) (i32.const 4)))

  ;; The sums of the lanes of four, as floats.
  (func $sums (param $a v128) (param $b v128) (param $c v128) (param $d v128) (result v128)
    (local $ab v128) (local $cd v128)
    (local.set $ab
      (i32x4.add
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b))
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a) (local.get $b))))
    (local.set $cd
      (i32x4.add
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d))
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $c) (local.get $d))))
    (f32x4.convert_i32x4_s
      (i32x4.add
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $ab) (local.get $cd))
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $ab) (local.get $cd)))))

  (func $minimum (param $x v128) (result f32)
    (f32.min
      (f32.min (f32x4.extract_lane 0 (local.get $x)) (f32x4.extract_lane 1 (local.get $x)))
      (f32.min (f32x4.extract_lane 2 (local.get $x)) (f32x4.extract_lane 3 (local.get $x))))))
