using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Core;
using Krewe.Model.Documents;

namespace Krewe.Model.Tests.Schema;

/// <summary>Maps as they are read from JSON, beside a dictionary that is filled with the same.</summary>
public class StringMapTests
{
    // Few and short, so that keys repeat, and not only letters, so that their order is one of characters and not of a language.
    private static readonly Gen<(string Key, string Value)[]> Entries =
        (from key in Gen.Elements("", "a", "B", "b", "ba", "z", "é", "-", ".", "_", "a.b/c") from value in Gen.Elements("1", "2", "3") select (key, value)).ArrayOf();

    [Fact]
    public void Hold_what_was_written_last_for_each_key_in_ordinal_order() => Prop.ForAll(Arb.From(Entries), entries =>
    {
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            expected[key] = value;
        var map = Read(entries);

        map.Count.ShouldBe(expected.Count);
        map.Keys.ShouldBe(expected.Keys.Order(StringComparer.Ordinal));
        map.Select(entry => (entry.Key, entry.Value)).ShouldBe(map.Keys.Select(key => (key, expected[key])));
        map.Values.ShouldBe(map.Keys.Select(key => expected[key]));
        foreach (var key in (string[])["a", "aa", "b", "é", "", "zz"])
        {
            map.ContainsKey(key).ShouldBe(expected.ContainsKey(key), key);
            map.TryGetValue(key, out var found).ShouldBe(expected.TryGetValue(key, out var wanted), key);
            found.ShouldBe(wanted, key);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Write_the_same_as_dictionaries() => Prop.ForAll(Arb.From(Entries), entries =>
    {
        var map = Read(entries);
        var other = new Dictionary<string, string>(map.Reverse(), StringComparer.Ordinal);
        Json(map).ShouldBe(Json(other));
        (new ConfigMap { Data = map } == new ConfigMap { Data = other }).ShouldBeTrue();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Say_which_key_is_missing() =>
        Should.Throw<KeyNotFoundException>(() => Read([("a", "1")])["b"]).Message.ShouldContain("'b'");

    private static IReadOnlyDictionary<string, string> Read((string Key, string Value)[] entries)
    {
        var fields = string.Join(',', entries.Select(entry => $"{JsonSerializer.Serialize(entry.Key)}:\"{entry.Value}\""));
        return ((ConfigMap)ApiJson.Read(ConfigMapKind.Instance, Encoding.UTF8.GetBytes("{\"data\":{" + fields + "}}"))).Data;
    }

    private static string Json(IReadOnlyDictionary<string, string> data) => Encoding.UTF8.GetString(ApiJson.Write(new ConfigMap { Data = data }).Span);
}
