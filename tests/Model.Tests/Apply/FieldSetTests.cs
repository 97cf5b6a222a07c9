using Krewe.Model.Apply;

namespace Krewe.Model.Tests.Apply;

public sealed class FieldSetTests
{
    [Fact]
    public void Steps_come_in_order_and_each_once_however_a_set_was_made()
    {
        var set = FieldSet.Of([Field("b"), Field("y")], [Field("c")], [Field("a")], [Field("b")], [Field("b"), Field("x")]);
        set.Select(path => string.Concat(path)).ShouldBe([".a", ".b", ".b.x", ".b.y", ".c"]);
    }

    [Fact]
    public async Task A_new_set_may_be_read_by_several_threads()
    {
        var steps = Enumerable.Range(0, 64).Select(i => (IReadOnlyList<PathElement>)[Field($"field{i * 37 % 64}")]).ToList();
        var all = FieldSet.Of(steps);
        var sets = Enumerable.Range(0, 2000).Select(_ => FieldSet.Of(steps)).ToList();
        using var together = new Barrier(2);
        void Read()
        {
            try
            {
                foreach (var set in sets)
                {
                    together.SignalAndWait();
                    all.Except(set).IsEmpty.ShouldBeTrue();
                }
            }
            finally
            {
                together.RemoveParticipant();
            }
        }
        await Task.WhenAll(Task.Run(Read), Task.Run(Read));
    }

    private static PathElement Field(string name) => PathElement.Field(name);
}
