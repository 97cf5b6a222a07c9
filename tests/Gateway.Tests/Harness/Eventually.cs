using System.Runtime.CompilerServices;

namespace Krewe.Gateway.Tests.Harness;

/// <summary>What the server does a moment after it has answered: tests ask again until it is so.</summary>
internal static class Eventually
{
    /// <summary>Far longer than anything that is waited for takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks the server until the answer is yes; its answers are the only wait.</summary>
    /// <param name="question">The question.</param>
    /// <param name="asked">What is asked, for the message.</param>
    /// <exception cref="TimeoutException">It never was.</exception>
    public static async Task SoAsync(Func<Task<bool>> question, [CallerArgumentExpression(nameof(question))] string asked = "")
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await question())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"within {Patience} it never was so: {asked}");
        }
    }
}
