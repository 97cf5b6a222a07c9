namespace Krewe.EmbeddedSilo.Testing;

/// <summary>The execution context of a thread that nobody gave anything to.</summary>
internal static class CleanContext
{
    public static readonly ExecutionContext Instance = Capture();

    private static ExecutionContext Capture()
    {
        ExecutionContext? context = null;
        var thread = new Thread(() => context = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return context!;
    }
}
