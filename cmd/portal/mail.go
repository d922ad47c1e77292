package main

import "creditportal/internal/portal"

// letterhead is what the operator puts on its letters.
type letterhead struct {
	Issuer  string `name:"letter-issuer" env:"PORTAL_LETTER_ISSUER" help:"${command_flag_letter_issuer}" placeholder:"TEXT"`
	Numbers string `name:"letter-numbers" env:"PORTAL_LETTER_NUMBERS" help:"${command_flag_letter_numbers}" placeholder:"TEXT"`
	Seal    string `name:"letter-seal-file" env:"PORTAL_LETTER_SEAL_FILE" help:"${command_flag_letter_seal}" placeholder:"FILE"`
	Review  string `name:"letter-review-file" env:"PORTAL_LETTER_REVIEW_FILE" help:"${command_flag_letter_review}" placeholder:"FILE"`
}

func (l letterhead) letters() portal.Letterhead {
	return portal.Letterhead{Issuer: l.Issuer, Numbers: l.Numbers, SealFile: l.Seal, ReviewFile: l.Review}
}

// mail is the server that mail is handed over to.
type mail struct {
	Host         string `name:"smtp-host" env:"PORTAL_SMTP_HOST" help:"${command_flag_mail_host}" placeholder:"HOST"`
	Port         int    `name:"smtp-port" env:"PORTAL_SMTP_PORT" help:"${command_flag_mail_port}" placeholder:"N"`
	Security     string `name:"smtp-security" env:"PORTAL_SMTP_SECURITY" default:"starttls" enum:"starttls,tls,none" help:"${command_flag_mail_security}" placeholder:"WAY"`
	User         string `name:"smtp-user" env:"PORTAL_SMTP_USER" help:"${command_flag_mail_user}" placeholder:"NAME"`
	Password     string `name:"smtp-password" env:"PORTAL_SMTP_PASSWORD" help:"${command_flag_mail_password}" placeholder:"PASSWORD"`
	PasswordFile string `name:"smtp-password-file" env:"PORTAL_SMTP_PASSWORD_FILE" help:"${command_flag_mail_password_file}" placeholder:"FILE"`
	From         string `name:"smtp-from" env:"PORTAL_SMTP_FROM" help:"${command_flag_mail_from}" placeholder:"ADDRESS"`
}

func (m mail) server() portal.Mail {
	return portal.Mail{
		Host: m.Host, Port: m.Port, Security: m.Security, User: m.User, Password: m.Password,
		PasswordFile: m.PasswordFile, From: m.From,
	}
}
