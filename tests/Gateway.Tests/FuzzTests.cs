using Krewe.Fuzz;

namespace Krewe.Gateway.Tests;

/// <summary>A short run of <c>./krewe fuzz</c>.</summary>
public sealed class FuzzTests
{
    private const int Requests = 2500;

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public async Task Whatever_is_sent_the_server_answers_takes_no_harm_and_goes_on(int seed)
    {
        await using var target = await FuzzTarget.StartAsync();
        var report = await new FuzzRun(target, seed, TimeProvider.System, isAlone: false).RunAsync(Requests, connections: 4, TextWriter.Null);
        report.Requests.ShouldBe(Requests);
        report.Failures.ShouldBeEmpty();
    }
}
