package io.millrace.testkit.simulation;

public class Play {
    public static void main(String[] a) throws Exception {
        long from = Long.parseLong(a[0]);
        int n = Integer.parseInt(a[1]);
        int steps = a.length > 2 ? Integer.parseInt(a[2]) : 1500;
        int failed = 0;
        int restarts = 0;
        java.util.Map<String, Integer> kinds = new java.util.TreeMap<>();
        long t = System.nanoTime();
        for (long s = from; s < from + n; s++) {
            EngineSimulation e = null;
            try {
                e = new EngineSimulation(s, steps, x -> x);
                e.run();
                restarts += e.restarts();
            } catch (Throwable x) {
                failed++;
                String m = String.valueOf(x.getMessage());
                String k = m.replaceAll("\nReplay.*", "").replaceAll("[0-9]+", "#");
                if (k.length() > 150) k = k.substring(0, 150);
                if (kinds.merge(k, 1, Integer::sum) == 1) {
                    System.out.println(
                            "SEED " + s + " " + (m.length() > 700 ? m.substring(0, 700) : m));
                    Throwable c = x;
                    while (c.getCause() != null) c = c.getCause();
                    System.out.println("   root " + c);
                    StackTraceElement[] st = c.getStackTrace();
                    for (int i = 0; i < Math.min(12, st.length); i++)
                        System.out.println("     at " + st[i]);
                }
            }
        }
        System.out.println(
                "runs "
                        + n
                        + " failed "
                        + failed
                        + " restarts "
                        + restarts
                        + " s "
                        + (System.nanoTime() - t) / 1e9);
        kinds.forEach((k, v) -> System.out.println(v + " x " + k));
    }
}
