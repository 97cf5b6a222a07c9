using Krewe.Model.Names;

namespace Krewe.Model.Tests.Names;

public class NameRulesTests
{
    [Theory]
    [InlineData("web-1")]
    [InlineData("1")]
    public void Labels_are_accepted(string name) => NameRules.DnsLabel(name).ShouldBeEmpty();

    [Fact]
    public void Names_are_refused_in_the_words_of_Kubernetes()
    {
        NameRules.DnsLabel("A").ShouldBe(["a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"]);
        NameRules.DnsLabel("a.b").ShouldBe(["must not contain dots"]);
        NameRules.DnsSubdomain("a..b").ShouldBe(["a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"]);
        NameRules.Dns1035Label("1a").ShouldBe(["a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"]);
        NameRules.LabelValue("a b").ShouldBe(["a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"]);
        NameRules.QualifiedName("/x").ShouldBe(["prefix part must be non-empty"]);
        NameRules.QualifiedName("").Count.ShouldBe(2);
        NameRules.QualifiedName("a/b/c").Single().ShouldEndWith("with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        NameRules.DnsLabel(new string('a', 64)).ShouldBe(["must be no more than 63 characters"]);
    }

    [Fact]
    public void A_prefix_may_end_in_a_dash()
    {
        NameRules.AsPrefix(NameRules.DnsSubdomain)("web-").ShouldBeEmpty();
        NameRules.AsPrefix(NameRules.DnsSubdomain)("Web-").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("http", 0)]
    [InlineData("a-very-long-port-name", 1)]
    [InlineData("8080", 1)]
    [InlineData("a--b", 1)]
    [InlineData("-a", 1)]
    [InlineData("", 2)]
    public void Port_names_have_their_own_rules(string name, int errors) => NameRules.PortName(name).Count.ShouldBe(errors);
}
