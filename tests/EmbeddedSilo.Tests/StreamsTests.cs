using Krewe.EmbeddedSilo.Tests.Grains;

namespace Krewe.EmbeddedSilo.Tests;

public sealed class StreamsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Results_come_in_order(int count)
    {
        using var silo = SiloExtensions.Create();

        var results = silo.Run(() => Read(silo.Grains.GetGrain<IWorker>("a").Count(count, TimeSpan.Zero)));

        results.ShouldBe(Enumerable.Range(1, count));
        silo.Journal().Count(line => line == "count ends").ShouldBe(1);
    }

    [Fact]
    public void Results_come_as_they_are_made_and_the_grain_serves_others_meanwhile()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");
        List<int> seen = [];
        var reading = silo.Start(async () =>
        {
            await foreach (var number in worker.Count(10, 10 * Second))
                seen.Add(number);
        });

        silo.Advance(35 * Second);
        seen.ShouldBe([1, 2, 3]);
        silo.Run(() => worker.Add(1)).ShouldBe(1);
        silo.Advance(70 * Second);

        seen.Count.ShouldBe(10, "a stream may take longer than a response");
        reading.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void A_reader_that_leaves_ends_the_method()
    {
        using var silo = SiloExtensions.Create();

        silo.Run(async () =>
        {
            await foreach (var number in silo.Grains.GetGrain<IWorker>("a").Count(1000, Second))
            {
                if (number == 3)
                    break;
            }
        });

        silo.Journal().ShouldContain("count ends");
        silo.Time.Elapsed.ShouldBe(3 * Second);
    }

    [Fact]
    public void Cancelling_ends_reader_and_method()
    {
        using var silo = SiloExtensions.Create();
        using var source = new CancellationTokenSource(2.5 * Second, silo.Time);

        Should.Throw<OperationCanceledException>(() => silo.Run(() => Read(silo.Grains.GetGrain<IWorker>("a").Count(1000, Second, source.Token))));

        silo.Time.Elapsed.ShouldBe(2.5 * Second);
        silo.Journal().ShouldContain("count ends");
    }

    [Fact]
    public void Deactivation_ends_the_stream_with_a_failure_that_says_so()
    {
        using var silo = SiloExtensions.Create();
        var worker = silo.Grains.GetGrain<IWorker>("a");
        var reading = silo.Start(() => Read(worker.Count(1000, Second)));
        silo.Advance(3 * Second);

        silo.Run(() => worker.End());
        silo.RunUntilIdle();

        reading.Exception!.InnerException.ShouldBeOfType<EnumerationAbortedException>();
        silo.Journal().ShouldContain("a deactivated ApplicationRequested");
    }

    private static async Task<List<int>> Read(IAsyncEnumerable<int> stream)
    {
        List<int> results = [];
        await foreach (var number in stream)
            results.Add(number);
        return results;
    }
}
