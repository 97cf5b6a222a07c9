namespace Krewe.Crossing.Tests.Rules;

/// <summary>Where in a contract something was found: <c>IPodGrain.Bind.request -> NodeName</c>.</summary>
internal sealed record MemberPath(string Text)
{
    public string Last => Text[(Text.LastIndexOf(' ') + 1)..];

    public MemberPath Member(string name) => new($"{Text} -> {name}");

    public MemberPath Item() => new($"{Text}[]");

    public MemberPath Base(Type type) => new($"{Text} (base {type.Name})");

    public MemberPath Case(Type type) => new($"{Text} (case {type.Name})");

    public override string ToString() => Text;
}
