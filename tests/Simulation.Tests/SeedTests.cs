namespace Krewe.Simulation.Tests;

public sealed class SeedTests
{
    [Theory, InlineData(0), InlineData(1)]
    public async Task A_budget_of_seeds_holds(int job)
    {
        var runs = await Simulator.Run(1 + job, 50, stride: 2);
        runs.Count.ShouldBe(50);
        runs.Where(static run => !run.Passed).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_seed_gives_the_same_trace_in_every_process()
    {
        var first = await Simulator.Run(5, 5);
        var second = await Simulator.Run(5, 5);
        second.Select(static run => (run.Hash, run.Steps)).ShouldBe(first.Select(static run => (run.Hash, run.Steps)));
        first.Select(static run => run.Hash).Distinct().Count().ShouldBe(5, "other seeds are other worlds");
        // What ran before in the same process makes no difference.
        (await Simulator.Run(9, 1))[0].Hash.ShouldBe(first[4].Hash);
    }
}
