using Krewe.Storage;

namespace Krewe.Grains.Tests.Harness;

/// <summary>What callers meet while storage fails: they do not know whether their call took effect.</summary>
internal static class Faults
{
    public static bool IsOne(Exception error) =>
        error is ObjectLogException || error.Message.Contains("is being reloaded", StringComparison.Ordinal) || error.Message.Contains("try again", StringComparison.Ordinal);
}
