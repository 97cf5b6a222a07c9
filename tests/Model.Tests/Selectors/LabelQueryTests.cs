using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Meta;
using Krewe.Model.Selectors;

namespace Krewe.Model.Tests.Selectors;

public class LabelQueryTests
{
    private static readonly Dictionary<string, string> Web = new() { ["app"] = "web", ["tier"] = "a", ["size"] = "5" };

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web,tier!=b", true)]
    [InlineData("app in (web, db)", true)]
    [InlineData("app notin (web)", false)]
    [InlineData("missing notin (web)", true)]
    [InlineData("missing!=x", true)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("! missing", true)]
    [InlineData("size>4", true)]
    [InlineData("size<5", false)]
    [InlineData("app=", false)]
    [InlineData("in in (in)", false)]
    [InlineData("app in (,web)", true)]
    public void Matches(string text, bool matches)
    {
        LabelQuery.Parse(text).Value.Matches(Web).ShouldBe(matches);
    }

    [Theory]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("a,", "found '', expected: identifier after ','")]
    [InlineData("=x", "found '=', expected: !, identifier, or 'end of string'")]
    [InlineData("a=b c", "found 'c', expected: ',' or 'end of string'")]
    [InlineData("a in b", "unable to parse requirement: found 'b' expected: '('")]
    [InlineData("a>x", "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer")]
    public void What_cannot_be_parsed_is_explained(string text, string message)
    {
        LabelQuery.Parse(text).Failure!.Message.ShouldBe(message);
    }

    [Fact]
    public void A_bad_value_names_its_key()
    {
        LabelQuery.Parse("app=a_").Failure!.Message.ShouldStartWith("unable to parse requirement: values[0][app]: Invalid value: \"a_\": a valid label must");
    }

    [Fact]
    public void An_absent_selector_matches_nothing_and_an_empty_one_everything()
    {
        LabelQuery.From(null).Matches(Web).ShouldBeFalse();
        LabelQuery.From(new LabelSelector()).Matches(Web).ShouldBeTrue();
    }

    [Fact]
    public void The_text_form_is_sorted_and_parses_to_itself()
    {
        var query = LabelQuery.Parse("z in (b,a),!c,a=1").Value;
        query.ToString().ShouldBe("a=1,!c,z in (a,b)");
        LabelQuery.Parse(query.ToString()).Value.Requirements.ShouldBe(query.Requirements);
        query.RequiredValue("a").ShouldBe("1");
        query.RequiredValue("z").ShouldBeNull();
    }

    [Fact]
    public void Selectors_agree_with_a_naive_model()
    {
        var keys = Gen.Elements("a", "b", "c");
        var values = Gen.Elements("1", "2", "3");
        var labels = from pairs in Gen.Zip(keys, values).ListOf() select pairs.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Item2);
        var requirement = from key in keys
                          from @operator in Gen.Elements(LabelSelectorOperator.Known.ToArray())
                          from some in values.NonEmptyListOf()
                          let none = @operator == LabelSelectorOperator.Exists || @operator == LabelSelectorOperator.DoesNotExist
                          select new LabelSelectorRequirement { Key = key, Operator = @operator, Values = none ? [] : [.. some] };
        var selector = from match in labels
                       from expressions in requirement.ListOf()
                       select new LabelSelector { MatchLabels = match, MatchExpressions = [.. expressions] };

        Prop.ForAll(selector.ToArbitrary(), labels.ToArbitrary(), (s, l) =>
            LabelQuery.From(s).Matches(l) == Naive(s, l)
            && LabelQuery.Parse(LabelQuery.From(s).ToString()).Value.Matches(l) == Naive(s, l)).QuickCheckThrowOnFailure();
    }

    private static bool Naive(LabelSelector selector, Dictionary<string, string> labels) =>
        selector.MatchLabels.All(m => labels.GetValueOrDefault(m.Key) == m.Value)
        && selector.MatchExpressions.All(e => e.Operator!.Value.Value switch
        {
            "In" => labels.TryGetValue(e.Key!, out var value) && e.Values.Contains(value),
            "NotIn" => !labels.TryGetValue(e.Key!, out var value) || !e.Values.Contains(value),
            "Exists" => labels.ContainsKey(e.Key!),
            _ => !labels.ContainsKey(e.Key!),
        });
}
